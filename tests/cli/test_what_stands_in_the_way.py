"""What stands in the way of a whole run is said once, in words, and never as a traceback."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.certificates.serving import Outcome
from providing import Provider, course_command
from small_course import change


def test_the_registry_is_for_its_owner_alone(small_desk: Provider) -> None:
    """It holds names and licenses, and is as private as the certificates beside it."""
    assert small_desk.certify(small_desk.request(1)).exit_code == 0
    beside = [*small_desk.out.iterdir(), Path(small_desk.registry)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in beside} == {0o600}


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nowhere/registry.sqlite", "there is no folder nowhere"),
        ("course.yml", "file is not a database"),
        ("mysql://user:secret@host/x", "host/x: the registry cannot be opened: neither"),
        ("postgresql://user:secret@127.0.0.1:1/x", "127.0.0.1:1/x: the registry cannot be opened"),
    ],
)
def test_a_registry_that_does_not_open_is_said_once(
    small_desk: Provider, place: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not request by request; no password is printed."""
    monkeypatch.chdir(small_desk.root)
    key = ("--key", small_desk.key_file, "--out", small_desk.out)
    done = course_command("certify", *small_desk.requests(2), *key, "--registry", place)
    assert (done.exit_code, done.output.count("cannot be opened")) == (1, 1)
    assert message in done.stderr
    assert "secret" not in done.output
    assert not small_desk.out.exists()


def test_a_report_that_cannot_be_written(small_desk: Provider) -> None:
    """Everybody is served and counted all the same."""
    request = small_desk.request(1)
    done = small_desk.certify(request, "--report", request / "report.json")
    assert done.exit_code == 1
    assert "1 issued" in done.stderr
    assert f"Error: {request}" in done.stderr


def test_stopped_by_hand(small_desk: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is counted and reported, and how to go on is said."""

    def stopped(*_: object) -> Iterator[tuple[str, Outcome]]:
        yield "a.json", Outcome("issued", right=1, asked=1)
        raise KeyboardInterrupt

    monkeypatch.setattr("coursekit.cli.certify.serve_files", stopped)
    (found,) = small_desk.report(*small_desk.requests(2))
    assert found["outcome"] == "issued"
    done = small_desk.certify(small_desk.request(3))
    assert done.exit_code == 1
    assert "1 issued" in done.stderr
    assert "the same command again" in done.stderr


def test_a_file_that_was_named_in_capitals(small_desk: Provider) -> None:
    """Some programs name files so; of a folder they count as well."""
    (path,) = small_desk.requests(1)
    path.rename(path.with_suffix(".JSON"))
    (found,) = small_desk.report(path.parent)
    assert found["outcome"] == "issued"


def test_a_key_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The folder that a refusal proposes is made, for its owner alone."""
    folder = tmp_path / ".config/coursekit"
    assert course_command("keys", "new", folder / "key.pem").exit_code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("certificate.pdf", "no such file, and neither a number of 16 characters nor a code"),
        ("1PJW-47XS-W4BY", "no such file, and neither a number of 16 characters nor a code"),
        ("eyJhbGciOiJFZERTQSJ9.eyJ2Ijox", "the code is cut off or was changed"),
    ],
)
def test_what_cannot_be_looked_up(text: str, message: str) -> None:
    """A mistyped path, a number that is too short, half a code."""
    assert message in course_command("verify", text).stderr


def test_hours_that_were_changed_after_the_release(small_desk: Provider) -> None:
    """A certificate states the hours that the report of its version was released with."""
    report = small_desk.root / "releases/2026.1/credit-report.json"
    assert course_command("credit", "--course", small_desk.root, "--out", report.parent).output
    request = small_desk.request(1)
    change(small_desk.root, "course.yml", "contact_hours: 0.25", "contact_hours: 2.5")
    done = small_desk.certify(request)
    assert done.exit_code == 1
    assert (
        "course.yml says 2.5 contact hours, and version 2026.1 was released with 0.25"
        in done.stderr
    )
    assert not small_desk.out.exists()
    change(small_desk.root, "course.yml", "contact_hours: 2.5", "contact_hours: 0.250")
    assert small_desk.certify(request).exit_code == 0
