"""Issuing: once per request, all or nothing, and never under a person's name."""

import json
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from certificates.specimens import COURSE, ISSUED_AT, make_completion
from coursekit.certificates import (
    CertificateError,
    DrawingError,
    RecordError,
    Registry,
    RequestConflictError,
    SigningKey,
    create_key,
    issue,
    verify_file,
)
from coursekit.certificates import issue as issue_function
from coursekit.certificates.registry import DuplicateError, Record


@pytest.fixture
def registry(tmp_path: Path):
    """An empty registry in a file."""
    with Registry(tmp_path / "registry.sqlite") as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that is made when it is needed."""
    return tmp_path / "sent" / "today"


def test_issues_two_files_and_one_record(registry: Registry, key: SigningKey, out: Path) -> None:
    """The files are named by number; both verify and state the same."""
    issued = issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert issued.created
    assert sorted(path.name for path in out.iterdir()) == [
        f"certificate-{issued.certificate_id}.json",
        f"certificate-{issued.certificate_id}.pdf",
    ]
    assert verify_file(issued.pdf_path) == verify_file(issued.credential_path)
    (record,) = registry.records()
    assert record == registry.find(issued.certificate_id)
    assert record.credential == issued.credential_path.read_text(encoding="utf-8")
    assert record.facts["participant_name"] == make_completion().participant_name


def test_asking_again_gives_the_same_certificate(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """Also when a file was lost, and into another folder: the same bytes, no second record."""
    ask = {"request_id": "r1", "registry": registry}
    first = issue(make_completion(), key=key, out_dir=out, **ask)
    before = first.pdf_path.read_bytes()
    first.pdf_path.unlink()
    again = issue(make_completion(), key=key, out_dir=out, **ask)
    assert again.certificate_id == first.certificate_id
    assert not again.created
    assert again.pdf_path.read_bytes() == before
    other_key = issue(make_completion(), key=create_key(), out_dir=out / "again", **ask)
    assert other_key.pdf_path.read_bytes() == before
    assert len(registry.records()) == 1


def test_a_changed_request_is_not_taken_for_the_old_one(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """The same request id with other content is said to be a conflict."""
    ask = {"request_id": "r1", "key": key, "registry": registry, "out_dir": out}
    issue(make_completion(), **ask)
    with pytest.raises(RequestConflictError, match="new attempt"):
        issue(make_completion(request_digest="cd" * 32), **ask)


def test_two_requests_get_two_numbers(registry: Registry, key: SigningKey, out: Path) -> None:
    """Two people of one name do not overwrite each other."""
    ask = {"key": key, "registry": registry, "out_dir": out}
    numbers = {issue(make_completion(), request_id=r, **ask).certificate_id for r in ("a", "b")}
    assert len(numbers) == 2
    assert len(list(out.iterdir())) == 4


def test_at_the_same_time_there_is_still_one(tmp_path: Path, key: SigningKey, out: Path) -> None:
    """Four issuers of one request end with one certificate and one pair of files."""
    path = tmp_path / "registry.sqlite"
    Registry(path).close()
    created: list[bool] = []

    def ask() -> None:
        with Registry(path) as registry:
            issued = issue(
                make_completion(), request_id="r1", key=key, registry=registry, out_dir=out
            )
            created.append(issued.created)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(created) == [False, False, False, True]
    assert len(list(out.iterdir())) == 2


def test_what_cannot_be_drawn_is_not_recorded(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """No record, no file: the request can be mended and asked again."""
    with pytest.raises(DrawingError):
        issue(
            make_completion(participant_name="Ana 😀"),
            request_id="r1",
            key=key,
            registry=registry,
            out_dir=out,
        )
    assert registry.records() == []
    assert list(out.iterdir()) == []


def test_a_disk_that_fails_leaves_no_record(
    registry: Registry, key: SigningKey, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is committed after the files stand on disk, so neither is there alone."""
    module = issue_function.__globals__

    def full(_path: Path, _data: bytes) -> None:
        raise OSError("no space left on device")

    monkeypatch.setitem(module, "_write", full)
    with pytest.raises(OSError, match="no space"):
        issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert registry.records() == []


def test_a_half_written_file_is_removed(
    registry: Registry, key: SigningKey, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash while writing leaves the folder as it was."""

    def broken(_self: Path, _target: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(OSError, match="no space"):
        issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert list(out.iterdir()) == []


def test_a_sample_is_signed_by_its_own_key_only(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """The provider's key never signs a sample in another key's name."""
    sample = make_completion(sample=True, issuer=create_key().did)
    with pytest.raises(CertificateError, match="issuer is the key that signs it"):
        issue(sample, request_id="r1", key=key, registry=registry, out_dir=out)


def test_the_moment_of_issue_can_be_given(registry: Registry, key: SigningKey, out: Path) -> None:
    """For records that are made again; it is stored in UTC."""
    issue(
        make_completion(),
        request_id="r1",
        key=key,
        registry=registry,
        out_dir=out,
        issued_at=ISSUED_AT,
    )
    assert registry.records()[0].issued_at == "2026-11-22T03:04:05Z"


def test_a_drawing_that_changed_is_not_passed_off_as_the_old_one(
    registry: Registry, key: SigningKey, out: Path, tmp_path: Path
) -> None:
    """When a later version draws otherwise, the lost file is not replaced in silence."""
    ask = {"request_id": "r1", "key": key, "registry": registry, "out_dir": out}
    issued = issue(make_completion(), **ask)
    issued.pdf_path.unlink()
    engine = create_engine(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE certificates SET pdf_sha256 = 'x'"))
    engine.dispose()
    with pytest.raises(RecordError, match="as it was issued"):
        issue(make_completion(), **ask)


def test_the_database_enforces_one_certificate_per_request(registry: Registry) -> None:
    """Even code that forgets to look first cannot record a second one."""
    record = Record("A" * 16, COURSE, "r1", "2026-11-22T03:04:05Z", {}, "{}", "x", "y")
    with registry.transaction() as transaction:
        transaction.add(record)
    second = Record(**(vars(record) | {"certificate_id": "B" * 16}))
    with pytest.raises(DuplicateError), registry.transaction() as transaction:
        transaction.add(second)
    assert registry.records() == [record]


def test_a_commit_survives_a_power_cut(registry: Registry) -> None:
    """Write-ahead log, synced at every commit."""
    with registry.transaction() as transaction:
        pragma = transaction._connection.exec_driver_sql
        assert pragma("PRAGMA journal_mode").scalar() == "wal"
        assert pragma("PRAGMA synchronous").scalar() == 2


@pytest.mark.parametrize(
    "place", ["/nowhere/at/all/registry.sqlite", "cobol://user:secret@host/db"]
)
def test_a_registry_that_cannot_be_opened_says_so(place: str) -> None:
    """The message gives the place, without a password."""
    with pytest.raises(RecordError, match="cannot be opened") as caught:
        Registry(place)
    assert "secret" not in str(caught.value)


def test_facts_in_the_registry_are_plain_json(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """An auditor needs no tool of ours to read them."""
    issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    facts = registry.records()[0].facts
    assert json.loads(json.dumps(facts))["contact_hours"] == "6.25"
