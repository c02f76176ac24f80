"""`course status`: writes what is published, and refuses what nobody would believe."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from click.testing import CliRunner, Result

from certificates.provider import Provider, make_provider
from coursekit.certificates import create_key, save_key
from coursekit.cli import main


class FakeRegistry:
    """The part of the registry that the command asks, with a history that a test gives."""

    history: Any = None
    broken: tuple[str, ...] = ()

    def __init__(self, place: str):
        assert place == "registry.sqlite"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def check(self) -> list[str]:
        """Tell what is broken."""
        return list(self.broken)

    def events(self) -> Iterator[Any]:
        """Give the history."""
        return iter(self.history.events)


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """A provider whose registry is the fake one."""
    provider = make_provider(tmp_path / "course")
    monkeypatch.setattr("coursekit.cli.status.open_registry", FakeRegistry)
    monkeypatch.setattr(FakeRegistry, "history", provider.history)
    for name in ("key", "old", "stolen"):
        save_key(getattr(provider, name), tmp_path / f"{name}.pem")
    save_key(create_key(), tmp_path / "other.pem")
    return provider


@pytest.fixture
def status(provider: Provider, tmp_path: Path) -> Callable[..., Result]:
    """Run the command with the key of this name; a traceback fails the test."""

    def run(key: str, *more: object) -> Result:
        words = ["--registry", "registry.sqlite", "--key", tmp_path / f"{key}.pem"]
        words += ["--course", provider.folder, *more]
        result = CliRunner().invoke(main, ["status", *map(str, words)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


def test_it_writes_into_the_courses_folder(
    status: Callable[..., Result], provider: Provider
) -> None:
    """And counts; what is to be done next is said beside it."""
    done = status("key")
    assert done.exit_code == 0, done.output
    events, issued = len(provider.history.events), 9
    assert done.stdout == (
        f"{provider.status}: {events} events, {issued} certificates, 1 revoked, 3 replaced\n"
    )
    assert "Publish it as https://course.example.org/status/" in done.stderr
    assert (provider.status / "log-head.json").exists()


def test_a_later_revocation_is_seen(status: Callable[..., Result], provider: Provider) -> None:
    """Publish, revoke, publish again: `course verify` says ok, then revoked."""
    valid = provider.certificates["valid"]
    verify = ["verify", valid.short, "--course", str(provider.folder)]
    assert status("old").exit_code == 0
    assert CliRunner().invoke(main, verify).exit_code == 0
    provider.history.revoke(valid.facts.certificate_id, "it was a test")
    assert status("key").exit_code == 0
    done = CliRunner().invoke(main, verify)
    assert done.exit_code == 4
    assert "it was a test" in done.stdout


def test_another_folder(status: Callable[..., Result], tmp_path: Path) -> None:
    """A built site, to publish without building it again."""
    assert status("key", "--out", tmp_path / "site/status").exit_code == 0
    assert (tmp_path / "site/status/log.jsonl").exists()


@pytest.mark.parametrize(
    ("key", "message"), [("stolen", "was compromised"), ("other", "does not list")]
)
def test_a_key_that_nobody_would_believe_is_refused(
    key: str, message: str, status: Callable[..., Result], provider: Provider
) -> None:
    """Lists signed by it would make every status one that could not be checked."""
    before = (provider.status / "log-head.json").read_bytes()
    done = status(key)
    assert done.exit_code == 1
    assert message in done.stderr
    assert (provider.status / "log-head.json").read_bytes() == before


def test_it_does_not_go_back(status: Callable[..., Result], provider: Provider) -> None:
    """An old copy of the registry is noticed, and nothing is written."""
    before = (provider.status / "log-head.json").read_bytes()
    del provider.history.events[-2:]
    done = status("key")
    assert done.exit_code == 1
    assert "an old copy of the registry" in done.stderr
    assert (provider.status / "log-head.json").read_bytes() == before


def test_a_broken_history_is_not_published(
    status: Callable[..., Result], provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own chain is checked first, and the words of the registry reach the provider."""
    monkeypatch.setattr(FakeRegistry, "broken", ("event 3 does not follow",))
    before = (provider.status / "log-head.json").read_bytes()
    done = status("key")
    assert done.exit_code == 1
    assert "event 3 does not follow" in done.stderr
    assert (provider.status / "log-head.json").read_bytes() == before
