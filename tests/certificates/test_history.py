"""The registry's history: it proves itself, names the first break, and outlives a person's data."""

import gc
import hashlib
import json
import re
from pathlib import Path

import pytest
import rfc8785
from sqlalchemy import text

from certificates.specimens import COURSE, make_completion
from coursekit.certificates import (
    RecordError,
    Registry,
    SigningKey,
    create_key,
    issue,
    resigning,
    verify_credential,
)
from coursekit.certificates.corrections import erase, reissue, revoke

VERSION_1 = Path(__file__).with_name("registry-version-1.sql")
REQUESTS = ("r1", "r2", "r3", "r4")


@pytest.fixture
def registry(registry_place: str):
    """An empty registry, on each kind of database."""
    with Registry(registry_place) as opened:
        yield opened


@pytest.fixture
def numbers(registry: Registry, key: SigningKey, tmp_path: Path) -> list[str]:
    """The numbers of four certificates of four people."""
    return [
        issue(
            make_completion(participant_name=f"Learner {request}", licenses=[]),
            request_id=request,
            key=key,
            registry=registry,
            out_dir=tmp_path / "out",
        ).certificate_id
        for request in REQUESTS
    ]


def run(registry: Registry, statement: str, **values: object) -> None:
    """Change the database behind the registry's back."""
    with registry.transaction() as transaction:
        done = transaction._connection.execute(text(statement), values)
        assert done.rowcount, "the statement changed nothing"


def test_each_entry_carries_the_hash_of_the_one_before(
    registry: Registry, numbers: list[str]
) -> None:
    """Worked out again here, from the text of the decision page: canonical JSON without `hash`."""
    previous = "0" * 64
    events = list(registry.events())
    assert [event.certificate_id for event in events] == numbers
    for seq, event in enumerate(events, 1):
        row = {name: value for name, value in vars(event).items() if name != "hash"}
        assert (event.seq, event.kind, event.previous) == (seq, "issued", previous)
        assert event.hash == hashlib.sha256(rfc8785.dumps(row)).hexdigest()
        previous = event.hash
    assert registry.check() == []


def test_an_entry_holds_digests_and_no_person(registry: Registry, numbers: list[str]) -> None:
    """Of the file's bytes, so that anyone who has a file can compare."""
    event = next(iter(registry.events()))
    record = registry.find(numbers[0])
    assert event.detail == {
        "credential": hashlib.sha256(record.credential.encode()).hexdigest(),
        "short": hashlib.sha256(record.short.encode()).hexdigest(),
        "pdf": record.pdf_sha256,
        "status_index": record.status_index,
    }
    assert "Learner" not in json.dumps([vars(event) for event in registry.events()])


BREAKS = {
    "changed": (
        "UPDATE events SET at = '2026-01-01T00:00:00Z' WHERE seq = 2",
        r"^event 2 \(issued, {1}\) was changed$",
    ),
    "hash changed": (
        "UPDATE events SET hash = previous WHERE seq = 2",
        r"^event 2 \(issued, {1}\) was changed$",
    ),
    "removed": ("DELETE FROM events WHERE seq = 2", r"^event 2 is missing$"),
    "cut off": (
        "DELETE FROM events WHERE seq = 4",
        r"^the history ends with event 3, and event 4 was the last written$",
    ),
    "given to another": (
        "UPDATE events SET certificate_id = (SELECT certificate_id FROM events WHERE seq = 1) "
        "WHERE seq = 3",
        r"^event 3 \(issued, {0}\) was changed$",
    ),
    "facts signed anew": (
        "UPDATE certificates SET credential = 'x' WHERE request_id = 'r2'",
        r"^the record of certificate {1} was changed: credential is not what was signed$",
    ),
    "place on the lists": (
        "UPDATE certificates SET status_index = 1000000 WHERE request_id = 'r2'",
        r"^the record of certificate {1} was changed: status_index is not what was signed$",
    ),
    "record removed": (
        "DELETE FROM certificates WHERE request_id = 'r2'",
        r"^certificate {1} is in the history, and its record is gone$",
    ),
    "record slipped in": (
        "INSERT INTO certificates SELECT 'ZZZZZZZZZZZZZZZZ', course_id, 'r9', learner, 1000000, "
        "issued_at, facts, credential, short, pdf_sha256 FROM certificates "
        "WHERE request_id = 'r2'",
        r"^the record of certificate ZZZZZZZZZZZZZZZZ is not in the history$",
    ),
    "emptied without an entry": (
        "UPDATE certificates SET facts = NULL WHERE request_id = 'r2'",
        r"^the record of certificate {1} was emptied$",
    ),
}


@pytest.mark.parametrize("how", BREAKS)
def test_the_first_broken_link_is_named(registry: Registry, numbers: list[str], how: str) -> None:
    """Whatever is changed, removed or slipped in, the first sentence says where."""
    statement, sentence = BREAKS[how]
    run(registry, statement)
    assert re.search(sentence.format(*numbers), registry.check()[0])


@pytest.mark.usefixtures("numbers")
def test_a_whole_rewritten_entry_breaks_the_next(registry: Registry) -> None:
    """Somebody who knows how to hash moves the break by one, and cannot remove it."""
    event = list(registry.events())[1]
    row = {name: value for name, value in vars(event).items() if name != "hash"}
    row["at"] = "2026-01-01T00:00:00Z"
    forged = hashlib.sha256(rfc8785.dumps(row)).hexdigest()
    statement = "UPDATE events SET at = :at, hash = :hash WHERE seq = 2"
    run(registry, statement, at=row["at"], hash=forged)
    assert registry.check() == ["event 3 does not follow from the one before"]


def test_status_follows_from_the_history(
    registry: Registry, numbers: list[str], key: SigningKey, tmp_path: Path
) -> None:
    """Valid, superseded by, revoked; a revocation outweighs a successor."""
    new = reissue(
        registry,
        numbers[1],
        name="Learner Two",
        licenses=[],
        reason="misspelt",
        key=key,
        out_dir=tmp_path,
    ).certificate_id
    revoke(registry, numbers[2], "attestation withdrawn")
    found = {record.certificate_id: record for record in registry.records()}
    assert {number: found[number].status for number in numbers} == dict(
        zip(numbers, ("valid", "superseded", "revoked", "valid"), strict=True)
    )
    assert found[numbers[1]].superseded_by == new
    assert found[new] == registry.find(new)
    revoke(registry, numbers[1], "all of it was wrong")
    again = registry.find(numbers[1])
    assert (again.status, again.superseded_by) == ("revoked", new)
    assert registry.check() == []


def test_erased_data_leaves_the_chain_whole(
    registry: Registry, numbers: list[str], key: SigningKey, tmp_path: Path
) -> None:
    """What was printed still verifies; nothing that names the person is left in the record."""
    before = registry.find(numbers[1])
    credential = json.loads(before.credential)
    assert erase(registry, numbers[1], "asked for by the learner") == [numbers[1]]
    after = registry.find(numbers[1])
    assert (after.facts, after.credential, after.short, after.learner) == (None,) * 4
    assert (after.status, after.status_index) == ("valid", before.status_index)
    assert registry.check() == []
    assert not verify_credential(credential).failed
    assert [e.kind for e in registry.events() if e.certificate_id == numbers[1]] == [
        "issued",
        "erased",
    ]
    with pytest.raises(RecordError, match="was erased before"):
        erase(registry, numbers[1], "again")
    with pytest.raises(RecordError, match="was erased, so its files cannot be made again"):
        issue(
            make_completion(participant_name="Learner r2", licenses=[]),
            request_id="r2",
            key=key,
            registry=registry,
            out_dir=tmp_path / "other",
        )
    revoke(registry, numbers[1], "after all")
    assert registry.find(numbers[1]).status == "revoked"


def test_erasing_reaches_what_it_replaced(
    registry: Registry, numbers: list[str], key: SigningKey, tmp_path: Path
) -> None:
    """The certificates of one line name one person, so they go together."""
    more = {"licenses": [], "reason": "misspelt", "key": key, "out_dir": tmp_path}
    second = reissue(registry, numbers[0], name="Learner One", **more).certificate_id
    third = reissue(registry, second, name="Learner Uno", **more).certificate_id
    assert erase(registry, second, "asked for") == [numbers[0], second, third]
    assert registry.check() == []


def test_nothing_is_left_in_the_file(tmp_path: Path, key: SigningKey) -> None:
    """SQLite keeps no copy of an erased name, neither in its pages nor in its log."""
    place = tmp_path / "registry.sqlite"
    with Registry(place) as registry:
        name = "Xanthippe Quillfeather"
        issued = issue(
            make_completion(participant_name=name),
            request_id="r1",
            key=key,
            registry=registry,
            out_dir=tmp_path / "out",
        )
        assert any(name.encode() in path.read_bytes() for path in tmp_path.glob("registry*"))
        erase(registry, issued.certificate_id, "asked for")
        assert not any(name.encode() in path.read_bytes() for path in tmp_path.glob("registry*"))


def test_a_reason_is_one_line_of_print(registry: Registry, numbers: list[str]) -> None:
    """It is published; control characters and long texts are refused."""
    for reason in ("", "x" * 201, "two\nlines", "bell\x07"):
        with pytest.raises(Exception, match=r"the reason( is|:| has) "):
            revoke(registry, numbers[0], reason)
    assert registry.find(numbers[0]).status == "valid"


@pytest.fixture
def version_1(registry_place: str) -> str:
    """The place of a registry that the version before made, with two certificates in it."""
    with Registry(registry_place) as registry, registry.transaction() as transaction:
        connection = transaction._connection
        raw = connection.connection.driver_connection
        script = VERSION_1.read_text(encoding="utf-8")
        script = script.replace("BEGIN TRANSACTION;", "").replace("COMMIT;", "")
        names = connection.dialect.get_table_names(connection)
        cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
        for name in names:
            connection.execute(text(f"DROP TABLE {name}{cascade}"))
        if connection.dialect.name == "postgresql":
            raw.execute(script.replace(" WITHOUT ROWID", ""))
        else:
            for statement in re.split(r";\n(?=CREATE|INSERT|$)", script):
                raw.execute(statement)
    return registry_place


def test_an_older_registry_is_carried_over(version_1: str) -> None:
    """Certificates, evaluations and the order of issue stay; each stands in the history."""
    with Registry(version_1) as registry:
        first, second = registry.records()
        assert registry.check() == []
        assert first.facts["participant_name"] == "Zoë O’Brien-Łukasiewicz"
        assert first.facts["score_percent"] == 92
        assert first.status_index != second.status_index
        assert first.learner != second.learner
        assert [event.at for event in registry.events()] == [first.issued_at, second.issued_at]
        assert not verify_credential(json.loads(first.credential)).failed
        revoke(registry, second.certificate_id, "a test")
    with Registry(version_1) as registry:
        assert [record.status for record in registry.records()] == ["valid", "revoked"]
        with registry.reading() as transaction:
            (evaluation,) = transaction.evaluations(COURSE)
        assert evaluation.answers == {"ev-learned": 4}
        assert registry.check() == []


def test_what_is_carried_over_knows_its_learner(version_1: str) -> None:
    """A second request of the same person is noticed after the change of version."""
    with Registry(version_1) as registry, registry.transaction() as transaction:
        completion = make_completion()
        learner = transaction.keep_learner(COURSE, "ZOE OBRIEN ŁUKASIEWICZ", completion.licenses)
        first = transaction.find(transaction.numbers()[0])
        assert learner == first.learner


def test_a_later_registry_is_left_alone(registry_place: str) -> None:
    """An older tool does not touch what it does not know."""
    with Registry(registry_place) as registry:
        run(registry, "UPDATE registry SET version = 99")
    with pytest.raises(RecordError, match="made by a later version of this tool"):
        Registry(registry_place)
    gc.collect()  # a connection that was left open is an error here


def test_what_is_erased_meanwhile_is_not_signed_again(
    registry: Registry, numbers: list[str], key: SigningKey, tmp_path: Path, monkeypatch
) -> None:
    """Signing takes a while; a record that was emptied in that time stays empty."""
    real_draw = resigning.draw

    def slow_draw(*arguments):
        erase(registry, numbers[0], "asked for")
        monkeypatch.setattr(resigning, "draw", real_draw)
        return real_draw(*arguments)

    monkeypatch.setattr(resigning, "draw", slow_draw)
    found = dict(resigning.resign(registry, key.multikey, create_key(), tmp_path / "again"))
    assert [number for number in numbers if found[number] is None] == numbers[1:]
    assert "somebody else changed it" in found[numbers[0]]
    assert registry.find(numbers[0]).credential is None
    assert registry.check() == []
