"""Somebody else holds what is asked for: it is said in words, and nobody waits for each other."""

import sqlite3
from pathlib import Path

import pytest

from certificates.specimens import make_completion
from coursekit.certificates import RecordError, Registry, SigningKey, issue, load_key
from coursekit.certificates.corrections import erase
from coursekit.certificates.serving import Issuer
from providing import Provider


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.certificates.registry.engine.SECONDS_TO_WAIT", 0.05)


def test_a_request_that_cannot_be_recorded_now(small_desk: Provider) -> None:
    """It is an outcome of that request, and the next one is served."""
    issuer = Issuer(
        small_desk.course, load_key(small_desk.key_file), small_desk.registry, small_desk.out
    )
    first, second = (small_desk.request(number).read_bytes() for number in (1, 2))
    assert issuer.serve(first).outcome == "issued"
    other = sqlite3.connect(small_desk.registry)
    other.execute("BEGIN IMMEDIATE")
    busy = issuer.serve(second)
    other.rollback()
    other.close()
    assert (busy.outcome, busy.files) == ("refused", ())
    assert "could not be recorded" in busy.message and "locked" in busy.message
    assert issuer.serve(second).outcome == "issued"
    issuer.close()


def test_a_registry_that_cannot_be_opened_now(tmp_path: Path) -> None:
    """Before there are tables, somebody has to make them."""
    place = tmp_path / "registry.sqlite"
    other = sqlite3.connect(place)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordError, match=r"registry\.sqlite: the registry cannot be opened: .*lo"):
        Registry(place)
    other.close()


@pytest.mark.xdist_group("postgresql")
def test_nobody_is_erased_while_a_worker_has_the_request(
    postgresql, key: SigningKey, tmp_path: Path
) -> None:
    """The worker waits for the history, which the erasure holds: to wait for it would never end."""
    with Registry(postgresql.new_database()) as registry:
        issued = issue(
            make_completion(), request_id="r1", key=key, registry=registry, out_dir=tmp_path
        )
        registry.queue.add("a.json", b"{}")
        with registry.queue.claim() as claim:
            claim.hold("flagged", "r1")
        assert registry.queue.accept("r1", "a person") == 1
        with registry.queue.claim() as claim:
            assert claim is not None
            with pytest.raises(RecordError, match="is being worked on"):
                erase(registry, issued.certificate_id, "asked for")
            claim.served("issued before", "r1")
        assert erase(registry, issued.certificate_id, "asked for") == [issued.certificate_id]
        assert registry.check() == []
