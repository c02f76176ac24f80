"""`course keys`: made once, listed, replaced, and replaced after a theft."""

import stat
from pathlib import Path

import pytest
import yaml

from coursekit.certificates import Registry, load_key
from coursekit.certificates.proofs import named_signer
from providing import Provider, course_command


def public_keys(text: str) -> dict:
    """Return what a command prints for course.yml."""
    return yaml.safe_load(text)


def rewrite(desk: Provider, printed: str) -> None:
    """Put what `course keys rotate` printed into course.yml, as it says."""
    path = desk.root / "course.yml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["provider"] |= public_keys(printed)
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def test_a_new_key_is_for_its_owner_alone(small_desk: Provider) -> None:
    """Nobody else may read the file."""
    assert stat.S_IMODE(small_desk.key_file.stat().st_mode) == 0o600


def test_list_says_what_each_key_is_for(small_desk: Provider, tmp_path: Path) -> None:
    """Which signs, which verifies, and which file belongs to which."""
    other = tmp_path / "other.pem"
    course_command("keys", "new", other)
    arguments = ("keys", "list", small_desk.key_file, other, "--course", small_desk.root)
    first, second = course_command(*arguments).stdout.splitlines()
    assert first.split("  ")[1:] == ["signs", str(small_desk.key_file)]
    assert second.split("  ")[1:] == ["not in course.yml", str(other)]


def test_rotate_keeps_the_old_key(small_desk: Provider, tmp_path: Path) -> None:
    """The new one signs; what the old one signed still verifies."""
    assert small_desk.certify(small_desk.request(1)).exit_code == 0
    (old,) = small_desk.out.glob("*.pdf")
    new = tmp_path / "new.pem"
    done = course_command("keys", "rotate", new, "--course", small_desk.root)
    assert done.exit_code == 0, done.output
    rewrite(small_desk, done.stdout)
    listed = small_desk.course.settings.provider.public_keys
    assert list(listed) == [load_key(small_desk.key_file).multikey, load_key(new).multikey]
    verified = course_command("verify", old, "--course", small_desk.root)
    assert "Issuer key      ok" in verified.stdout
    arguments = ("certify", small_desk.request(2), "--key", new, "--out", tmp_path / "out-2")
    assert course_command(*arguments, "--course", small_desk.root).exit_code == 0


def test_rotate_after_a_theft(desk: Provider, tmp_path: Path) -> None:
    """All is signed again; old paper verifies by the log, and a thief's certificate does not."""
    desk.certify(*desk.requests(3))
    stolen = load_key(desk.key_file).multikey
    before = {record.certificate_id: record for record in desk.records()}
    old_pdfs = {path.name: path.read_bytes() for path in desk.out.glob("*.pdf")}
    new, again = tmp_path / "new.pem", tmp_path / "again"
    theft = ("--compromised", stolen, "--since", "2126-01-01", "--registry", desk.registry)
    arguments = ("keys", "rotate", new, *theft, "--out", again, "--course", desk.root)
    done = course_command(*arguments)
    assert done.exit_code == 0, done.output
    assert "3 certificates are signed again" in done.stderr
    rewrite(desk, done.stdout)
    for record in desk.records():
        assert named_signer(yaml.safe_load(record.credential)).multikey == load_key(new).multikey
        old = before[record.certificate_id]
        assert (record.facts, record.status_index) == (old.facts, old.status_index)
    with Registry(desk.registry) as registry:
        assert registry.check() == []
        assert [e.kind for e in registry.events()] == ["issued"] * 3 + ["resigned"] * 3
    assert {path.name for path in again.glob("*.pdf")} == set(old_pdfs)
    assert course_command(*arguments).exit_code == 0, "once more goes on, and changes nothing"
    with Registry(desk.registry) as registry:
        assert len(list(registry.events())) == 6
    status = tmp_path / "status"
    published = course_command(
        *("status", "--registry", desk.registry, "--key", new, "--out", status),
        *("--course", desk.root),
    )
    assert published.exit_code == 0, published.output
    for folder in (desk.out, again):
        for path in folder.glob("*.pdf"):
            found = course_command("verify", path, "--course", desk.root, "--status", status)
            assert found.exit_code == 0, found.stdout
    refused = desk.certify(desk.request(9))
    assert "compromised" in refused.output


@pytest.mark.parametrize("missing", ["--since", "--registry", "--out"])
def test_a_theft_needs_all_of_it(small_desk: Provider, tmp_path: Path, missing: str) -> None:
    """Without one of them the command changes nothing and says what is missing."""
    stolen = load_key(small_desk.key_file).multikey
    given = {"--since": "2026-11-01", "--registry": small_desk.registry, "--out": tmp_path / "x"}
    del given[missing]
    flat = [part for pair in given.items() for part in pair]
    new = tmp_path / "new.pem"
    done = course_command(
        "keys", "rotate", new, "--compromised", stolen, *flat, "--course", small_desk.root
    )
    assert done.exit_code == 2
    assert not new.exists()
