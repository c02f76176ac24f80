"""Issuing: once per request, all or nothing, and never under a person's name."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import text

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
    load_key,
    save_key,
    verify_file,
)
from coursekit.certificates.registry import DuplicateError, Record


@pytest.fixture
def registry(registry_place: str):
    """An empty registry, on each kind of database."""
    with Registry(registry_place) as opened:
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
    assert len(list(registry.records())) == 1


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


def test_at_the_same_time_there_is_still_one(
    registry_place: str, key: SigningKey, out: Path, tmp_path: Path
) -> None:
    """Four processes with one request end with one certificate and one pair of files."""
    save_key(key, tmp_path / "key.pem")
    arguments = (registry_place, tmp_path / "key.pem", out)
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        waiting = [pool.submit(issue_elsewhere, *arguments) for _ in range(4)]
        issued = [future.result() for future in waiting]
    assert sorted(created for created, _ in issued) == [False, False, False, True]
    assert len({number for _, number in issued}) == 1
    assert len(list(out.iterdir())) == 2
    with Registry(registry_place) as registry:
        assert registry.check() == []


def issue_elsewhere(place: str, key_file: Path, out: Path) -> tuple[bool, str]:
    """Issue the certificate of request r1 in another process."""
    with Registry(place) as registry:
        issued = issue(
            make_completion(),
            request_id="r1",
            key=load_key(key_file),
            registry=registry,
            out_dir=out,
        )
    return issued.created, issued.certificate_id


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
    assert list(registry.records()) == []
    assert not out.exists()


def test_a_disk_that_fails_leaves_no_record(
    registry: Registry, key: SigningKey, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are on disk before the record is committed, so it is not there without them."""

    def full(_descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("coursekit.certificates.files.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert list(registry.records()) == []
    assert list(out.iterdir()) == []


def test_a_crash_after_the_commit_is_made_good(
    registry: Registry, key: SigningKey, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded and not put into its place is restored by asking again."""
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _broken)
        with pytest.raises(OSError, match="no space"):
            issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert list(out.iterdir()) == []
    again = issue(make_completion(), request_id="r1", key=key, registry=registry, out_dir=out)
    assert not again.created
    record = next(registry.records())
    assert again.credential_path.read_text(encoding="utf-8") == record.credential
    assert hashlib.sha256(again.pdf_path.read_bytes()).hexdigest() == record.pdf_sha256


def _broken(_self: Path, _target: Path) -> None:
    raise OSError("no space left on device")


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
    assert next(registry.records()).issued_at == "2026-11-22T03:04:05Z"


def test_a_drawing_that_changed_is_not_passed_off_as_the_old_one(
    registry: Registry, key: SigningKey, out: Path
) -> None:
    """When a later version draws otherwise, the lost file is not replaced in silence."""
    ask = {"request_id": "r1", "key": key, "registry": registry, "out_dir": out}
    issued = issue(make_completion(), **ask)
    issued.pdf_path.unlink()
    with registry.transaction() as transaction:
        transaction._connection.execute(text("UPDATE certificates SET pdf_sha256 = 'x'"))
    with pytest.raises(RecordError, match="as it was issued"):
        issue(make_completion(), **ask)


def test_the_database_enforces_one_certificate_per_request(registry: Registry) -> None:
    """Even code that forgets to look first cannot record a second one."""
    record = Record("A" * 16, COURSE, "r1", None, 7, "2026-11-22T03:04:05Z", {}, "{}", "x", "y")
    with registry.transaction() as transaction:
        transaction.add(record)
    for other in ({"status_index": 8}, {"request_id": "r2"}):
        second = replace(record, certificate_id="B" * 16, **other)
        with pytest.raises(DuplicateError), registry.transaction() as transaction:
            transaction.add(second)
    assert list(registry.records()) == [record]
    assert registry.check() == []


def test_a_commit_survives_a_power_cut(tmp_path: Path) -> None:
    """SQLite: write-ahead log, synced at every commit; PostgreSQL does that by itself."""
    with Registry(tmp_path / "registry.sqlite") as registry, registry.transaction() as transaction:
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
    facts = next(registry.records()).facts
    assert json.loads(json.dumps(facts))["contact_hours"] == "6.25"
