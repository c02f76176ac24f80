"""`course verify`: what it takes, what it says, and what it exits with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from certificates.provider import NUMBERS, Provider, make_provider
from coursekit.certificates import render_pdf, short_url
from coursekit.certificates.credential import credential_text
from coursekit.cli import main

Verify = Callable[..., Result]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """A provider with certificates of every kind, whose status is published."""
    return make_provider(tmp_path_factory.mktemp("provider") / "course")


@pytest.fixture
def verify(provider: Provider) -> Verify:
    """Run the command in the folder of the provider's course; a traceback fails the test."""

    def run(*arguments: object) -> Result:
        words = ["verify", *map(str, arguments)]
        if "--course" not in words:
            words += ["--course", str(provider.folder)]
        result = CliRunner().invoke(main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


CODES = {
    "valid": 0,
    "by an old key": 0,
    "logged before the theft": 0,
    "by a thief": 1,
    "by a stranger": 1,
    "revoked": 4,
    "replaced": 5,
}


@pytest.mark.parametrize("what", CODES)
def test_each_outcome_has_an_exit_code(what: str, verify: Verify, provider: Provider) -> None:
    """The same for the code, its link and the file."""
    certificate = provider.certificates[what]
    file = provider.folder.parent / "certificate.json"
    file.write_text(credential_text(certificate.credential), encoding="utf-8")
    for given in (certificate.short, short_url(certificate.facts, certificate.short), file):
        done = verify(given)
        assert done.exit_code == CODES[what], done.output
        assert certificate.facts.participant_name in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 100
        assert done.stdout.index("Name") < done.stdout.index("Signature")


@pytest.mark.parametrize(("what", "code"), [("valid", 3), ("revoked", 4), ("by a thief", 1)])
def test_a_number_is_looked_up(what: str, code: int, verify: Verify, provider: Provider) -> None:
    """It is never all ok, as it says nothing of a name; revoked and unknown are told apart."""
    printed = "-".join(NUMBERS[what][i : i + 4] for i in range(0, 16, 4))
    done = verify(printed.lower())
    assert done.exit_code == code
    assert f"Certificate number  {printed}" in done.stdout
    assert "can only be shown" in done.stdout
    assert provider.certificates[what].facts.participant_name not in done.stdout


def test_the_worst_of_several_counts(verify: Verify, provider: Provider) -> None:
    """Failed before revoked before replaced before not checked; each is shown."""
    codes = {what: certificate.short for what, certificate in provider.certificates.items()}
    assert verify(codes["valid"], codes["replaced"]).exit_code == 5
    assert verify(NUMBERS["valid"], codes["replaced"]).exit_code == 5
    assert verify(codes["revoked"], codes["replaced"]).exit_code == 4
    done = verify(codes["revoked"], codes["by a stranger"], codes["valid"])
    assert done.exit_code == 1
    assert done.stdout.count("Contact hours") == 3


def test_json_says_the_same(verify: Verify, provider: Provider, tmp_path: Path) -> None:
    """One entry for each, in their order, with facts, checks, outcome or what is wrong."""
    codes = {what: certificate.short for what, certificate in provider.certificates.items()}
    (tmp_path / "other.txt").write_text("hello")
    given = [codes["valid"], codes["revoked"], tmp_path / "other.txt", tmp_path / "none.pdf"]
    done = verify(*given, "--json")
    assert done.exit_code == 1
    valid, revoked, other, none = json.loads(done.stdout)
    assert [item["outcome"] for item in (valid, revoked, other, none)] == [
        "ok", "revoked", "failed", "unchecked"
    ]  # fmt: skip
    assert valid["certificate"] == codes["valid"]
    name = provider.certificates["valid"].facts.participant_name
    assert valid["facts"][0] == {"label": "Name", "value": name}
    assert [check["state"] for check in valid["checks"]] == ["ok"] * 4
    assert revoked["checks"][2]["standing"] == "revoked"
    assert "neither a PDF" in other["error"]
    assert "no such file" in none["error"]
    assert done.stderr == ""


def test_what_cannot_be_read_could_not_be_checked(verify: Verify, tmp_path: Path) -> None:
    """A missing file says nothing about a certificate; a file that is none fails."""
    missing = verify(tmp_path / "none.pdf")
    assert missing.exit_code == 3
    assert missing.stderr.startswith("Error: ")
    (tmp_path / "other.txt").write_text("hello")
    assert verify(tmp_path / "other.txt").exit_code == 1
    cut_off = verify("https://course.example.org/verify/#eyJhbGciOi")
    assert cut_off.exit_code == 1
    assert "cut off" in cut_off.stderr


def test_without_a_course_the_key_is_given(
    verify: Verify, provider: Provider, tmp_path: Path
) -> None:
    """A checker needs no course: the provider's key, and the status if it is at hand."""
    short = provider.certificates["valid"].short
    nothing = verify(short, "--course", tmp_path)
    assert nothing.exit_code == 3
    assert "Issuer key      could not be checked" in nothing.stdout
    key = provider.key.multikey
    given = verify(short, "--course", tmp_path, "--trust", key, "--status", provider.status)
    assert given.exit_code == 3
    assert "Issuer key      ok" in given.stdout
    assert "Status          ok" in given.stdout
    assert "Course version  could not be checked" in given.stdout
    stranger = provider.certificates["by a stranger"]
    assert verify(stranger.short, "--trust", f"did:key:{stranger.key.multikey}").exit_code == 0


def test_the_status_is_fetched_from_a_site_on_request(
    verify: Verify, provider: Provider, serve: Callable[[Path], str]
) -> None:
    """An address in place of a folder; one that does not answer leaves the status open."""
    address = serve(provider.folder)
    revoked = provider.certificates["revoked"].short
    online = verify(revoked, "--status", f"{address}status")
    assert online.exit_code == 4
    assert "revoked on November 23, 2026: issued by mistake" in " ".join(online.stdout.split())
    gone = verify(revoked, "--status", f"{address}nothing/")
    assert gone.exit_code == 3
    assert "revocation-1.json cannot be fetched: File not found" in " ".join(gone.stdout.split())
    nobody = verify(revoked, "--status", "http://127.0.0.1:9/status/")
    assert nobody.exit_code == 3
    assert "cannot be fetched" in " ".join(nobody.stdout.split())


def test_a_pdf_is_verified_offline(
    verify: Verify, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the course's folder at hand nothing is fetched."""
    monkeypatch.setattr("socket.socket.connect", None)
    valid = provider.certificates["valid"]
    path = tmp_path / "certificate.pdf"
    url = short_url(valid.facts, valid.short)
    path.write_bytes(render_pdf(valid.facts, credential_text(valid.credential), url))
    done = verify(path)
    assert done.exit_code == 0, done.output
    assert "Status          ok: neither revoked nor replaced" in done.stdout
