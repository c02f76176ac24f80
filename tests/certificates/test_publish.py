"""Publishing the status: the same again, and never back."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from certificates.histories import ADDRESS, ISSUER, PUBLISHED, History
from certificates.specimens import make_facts
from coursekit.certificates import RecordError, SigningKey, create_key
from coursekit.certificates.publiclog import read_log
from coursekit.certificates.statuslist import ENTRIES, read_list

FIRST, SECOND, THIRD = (f"{number}" * 16 for number in "123")
PLACES = {FIRST: 5, SECOND: ENTRIES + 6, THIRD: 7}


@pytest.fixture
def history(key: SigningKey) -> History:
    """Three certificates on two pairs of lists; one is revoked, one is replaced."""
    history = History()
    for number, place in PLACES.items():
        history.issue(make_facts(certificate_id=number, status_index=place), key)
    history.revoke(FIRST, "why")
    history.supersede(SECOND, THIRD, "why")
    return history


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of ``folder``."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_lists_and_log_are_written(history: History, key: SigningKey, tmp_path: Path) -> None:
    """Two lists for each that is needed, each bit where it belongs, and a log that fits."""
    folder = history.publish(tmp_path / "status", key)
    names = [f"{purpose}-{n}.json" for n in (0, 1) for purpose in ("revocation", "refresh")]
    assert sorted(contents(folder)) == sorted([*names, "log.jsonl", "log-head.json"])
    for purpose, ended in (("revocation", FIRST), ("refresh", SECOND)):
        for number, place in PLACES.items():
            text = (folder / f"{purpose}-{place // ENTRIES}.json").read_text(encoding="utf-8")
            document = json.loads(text)
            assert document["id"] == f"{ADDRESS}{purpose}-{place // ENTRIES}.json"
            found = read_list(document)
            assert (found.purpose, found.signer.did) == (purpose, ISSUER)
            assert found.is_set(place) == (number == ended)
    head = json.loads((folder / "log-head.json").read_text(encoding="utf-8"))
    log = read_log((folder / "log.jsonl").read_text(encoding="utf-8"), head)
    assert log.history(SECOND).successor == THIRD


def test_the_same_again_is_the_same(history: History, key: SigningKey, tmp_path: Path) -> None:
    """At the same moment the same bytes, into an empty folder or over the ones before."""
    first = contents(history.publish(tmp_path / "a", key))
    assert contents(history.publish(tmp_path / "b", key)) == first
    assert contents(history.publish(tmp_path / "a", key)) == first


def test_later_only_the_end_of_the_log_is_new(
    history: History, key: SigningKey, tmp_path: Path
) -> None:
    """Lists and head are signed anew, also by another key; the log's beginning stays."""
    folder = history.publish(tmp_path, key)
    before = (folder / "log.jsonl").read_bytes()
    history.revoke(THIRD, "why")
    history.publish(folder, create_key(), published=PUBLISHED + timedelta(days=1))
    assert (folder / "log.jsonl").read_bytes().startswith(before)
    assert read_list(json.loads((folder / "revocation-0.json").read_bytes())).is_set(7)


def test_an_older_history_is_refused(history: History, key: SigningKey, tmp_path: Path) -> None:
    """A registry restored from an old copy does not bring back what was revoked."""
    folder = history.publish(tmp_path, key)
    before = contents(folder)
    history.events.pop()
    with pytest.raises(RecordError, match="has 4 events, and 5 were published"):
        history.publish(folder, key, published=PUBLISHED + timedelta(days=1))
    assert contents(folder) == before


def test_another_history_is_refused(history: History, key: SigningKey, tmp_path: Path) -> None:
    """Also a longer one: what was published once stays published."""
    folder = history.publish(tmp_path, key)
    before = contents(folder)
    history.events[3] = history.events[4]
    history.revoke(THIRD, "why")
    with pytest.raises(RecordError, match="event 4 of the registry is not the one"):
        history.publish(folder, key)
    assert contents(folder) == before


def test_nothing_issued_is_published_too(key: SigningKey, tmp_path: Path) -> None:
    """The first pair of lists is there before the first certificate."""
    folder = History().publish(tmp_path, key)
    assert sorted(contents(folder)) == [
        "log-head.json", "log.jsonl", "refresh-0.json", "revocation-0.json"
    ]  # fmt: skip
    assert (folder / "log.jsonl").read_bytes() == b""


def test_a_failure_half_way_leaves_what_was_there(
    history: History, key: SigningKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk while the new files are written; the published ones stay as they were."""
    folder = history.publish(tmp_path, key)
    before = contents(folder)
    history.revoke(THIRD, "why")
    write = Path.write_text

    def full(path: Path, *arguments: str, **options: str) -> int:
        if path.name.startswith(".log-head"):
            raise OSError("no space left")
        return write(path, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="no space"):
        history.publish(folder, key)
    monkeypatch.undo()
    after = contents(folder)
    assert {name: after[name] for name in before} == before
    assert history.publish(folder, key)
    assert not [name for name in contents(folder) if name.startswith(".")]
