"""Verification: the facts first, then each check by itself and in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from certificates.specimens import COURSE, Certificate, make_facts, signed
from coursekit.certificates import (
    Known,
    NotACertificateError,
    UncheckableError,
    Verification,
    create_key,
    render_pdf,
    short_url,
    sign_short,
    verify_file,
    verify_short,
)


def known(*keys: str, **more: Any) -> Known:
    """Return what a checker knows: these keys, the course and two of its versions."""
    course = {"course_id": COURSE, "course_versions": frozenset(["2025.2", "2026.1"])}
    return Known(keys=frozenset(keys), **{**course, **more})


def save(credential: dict, path: Path) -> Path:
    """Write ``credential`` to a file."""
    path.write_text(json.dumps(credential), encoding="utf-8")
    return path


def states(verification: Verification) -> dict[str, str]:
    """Return the state of each check by name."""
    return {check.name: check.state for check in verification.checks}


@pytest.fixture(scope="module")
def pdf(real: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real certificate's PDF."""
    path = tmp_path_factory.mktemp("pdf") / "certificate.pdf"
    text = json.dumps(real.credential, ensure_ascii=False)
    path.write_bytes(render_pdf(real.facts, text, short_url(real.facts, real.short)))
    return path


def test_a_good_certificate(real: Certificate, pdf: Path) -> None:
    """Three checks are ok; the fourth says that there is no list to look at."""
    for issuer in (None, real.facts.issuer):
        found = verify_file(pdf, known(real.key.multikey, issuer=issuer))
        assert states(found) == {
            "Signature": "ok",
            "Issuer key": "ok",
            "Status": "unchecked",
            "Course version": "ok",
        }
        assert not found.failed
        assert found.facts[0] == ("Name", real.facts.participant_name)
    assert [check.words for check in found.checks][2] == "could not be checked"


def test_the_code_gives_the_same_answers(real: Certificate) -> None:
    """What is scanned from paper is checked by the same four questions."""
    found = verify_short(real.short, known(real.key.multikey))
    assert list(states(found).values()) == ["ok", "ok", "unchecked", "ok"]
    assert ("Completed", "November 20, 2026") in found.facts


def test_the_code_says_what_it_does_not_hold(real: Certificate, pdf: Path) -> None:
    """A license that was altered on paper is not in the code, so nobody may take it for checked."""
    by_code = verify_short(real.short, known(real.key.multikey))
    by_file = verify_file(pdf, known(real.key.multikey))
    number = real.facts.licenses[0].number
    assert number in str(by_file.facts) and number not in str(by_code.facts)
    assert "licenses" in by_code.note and "licenses" not in by_file.note


def test_a_changed_fact_fails_the_signature(copy: dict, real: Certificate, tmp_path: Path) -> None:
    """And the changed fact is not shown as signed."""
    copy["credentialSubject"]["name"] = "Another Person"
    found = verify_file(save(copy, tmp_path / "c.json"), known(real.key.multikey))
    assert states(found)["Signature"] == "failed"
    assert found.failed


def test_a_mangled_proof_fails_the_signature(copy: dict, tmp_path: Path) -> None:
    """A signature that cannot even be decoded is no excuse for not checking it."""
    copy["proof"][1]["proofValue"] = "z0"
    assert states(verify_file(save(copy, tmp_path / "c.json")))["Signature"] == "failed"


def test_another_key_fails_the_issuer(real: Certificate, tmp_path: Path) -> None:
    """Anybody can sign in the provider's name with a key of their own."""
    forger = create_key()
    forged = save(signed(real.facts, forger), tmp_path / "c.json")
    found = verify_file(forged, known(real.key.multikey))
    assert (states(found)["Signature"], states(found)["Issuer key"]) == ("ok", "failed")
    short = verify_short(sign_short(real.facts, forger), known(real.key.multikey))
    assert states(short)["Issuer key"] == "failed"


def test_another_issuer_with_a_known_key_fails(real: Certificate, tmp_path: Path) -> None:
    """When the provider's name is given, a certificate in another name is not the provider's."""
    other = signed(make_facts(issuer="did:web:other.example"), real.key)
    provider = known(real.key.multikey, issuer=real.facts.issuer)
    found = verify_file(save(other, tmp_path / "c.json"), provider)
    assert states(found)["Issuer key"] == "failed"


def test_without_a_key_the_issuer_could_not_be_checked(pdf: Path) -> None:
    """Not knowing is neither good nor bad."""
    found = verify_file(pdf)
    assert states(found)["Issuer key"] == "unchecked"
    assert states(found)["Course version"] == "unchecked"
    assert not found.failed


def test_a_sample_could_not_be_checked_unless_its_key_is_named(
    sample: Certificate, real: Certificate, tmp_path: Path
) -> None:
    """Its key belongs to nobody; whoever tries things out may name it."""
    path = save(sample.credential, tmp_path / "c.json")
    for found in (
        verify_file(path, known(real.key.multikey)),
        verify_short(sample.short, known(real.key.multikey)),
    ):
        assert found.facts[0][0] == "Sample"
        issuer = found.checks[1]
        assert issuer.state == "unchecked"
        assert "throw-away key" in issuer.reason
    assert states(verify_file(path, known(sample.key.multikey)))["Issuer key"] == "ok"
    assert states(verify_short(sample.short, known(sample.key.multikey)))["Issuer key"] == "ok"


def test_another_course_fails_and_an_unknown_version_is_unchecked(pdf: Path) -> None:
    """A certificate for another course proves nothing here; an older one may well be good."""
    other = verify_file(pdf, known(course_id="knots-201"))
    assert states(other)["Course version"] == "failed"
    older = verify_file(pdf, known(course_versions=frozenset(["2027.1"])))
    assert states(older)["Course version"] == "unchecked"


def test_an_edited_page_does_not_change_the_facts(
    pdf: Path, real: Certificate, tmp_path: Path
) -> None:
    """Whoever edits the print cannot edit what is signed: the true name is shown."""
    writer = PdfWriter(clone_from=PdfReader(pdf))
    writer.pages[0].get_contents()  # an edited page is still a page
    writer.add_metadata({"/Title": "Certificate of Another Person"})
    edited = tmp_path / "edited.pdf"
    writer.write(edited)
    assert verify_file(edited).facts[0] == ("Name", real.facts.participant_name)


def test_two_credentials_in_one_pdf_are_refused(pdf: Path, tmp_path: Path) -> None:
    """Which of them would be the certificate's?"""
    writer = PdfWriter(clone_from=PdfReader(pdf))
    writer.add_attachment("credential.json", b"{}")
    doubled = tmp_path / "doubled.pdf"
    writer.write(doubled)
    with pytest.raises(NotACertificateError, match="altered"):
        verify_file(doubled)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "neither a PDF nor"),
        (b"hello", "neither a PDF nor"),
        (b"[1]", "not a credential"),
        (b"{}", "not a certificate of completion"),
        (b"%PDF-1.7\nbroken", "damaged"),
        (b"\xff\xfe\x00", "neither a PDF nor"),
        (b"[" * 150_000, "neither a PDF nor"),
        (b'{"a":"' + b"x" * 200_000 + b'"}', "too many for a credential"),
    ],
    ids=["empty", "text", "list", "object", "broken pdf", "binary", "deep", "large"],
)
def test_other_files_are_refused_by_what_they_are(
    data: bytes, message: str, tmp_path: Path
) -> None:
    """The message says what to give instead; the file is named where there is one."""
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(NotACertificateError, match=message):
        verify_file(path)


def test_a_pdf_without_a_credential_says_how_it_got_lost(tmp_path: Path) -> None:
    """The usual cause is printing to a new PDF."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    path = tmp_path / "blank.pdf"
    writer.write(path)
    with pytest.raises(NotACertificateError, match="printing or converting"):
        verify_file(path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """21 MB of anything is not a certificate."""
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    with pytest.raises(NotACertificateError, match="too many for a certificate"):
        verify_file(path)


def test_a_missing_file_could_not_be_checked(tmp_path: Path) -> None:
    """That says nothing about any certificate."""
    with pytest.raises(UncheckableError, match="cannot be read"):
        verify_file(tmp_path / "none.pdf")


def test_deeply_nested_json_is_not_a_crash(copy: dict, tmp_path: Path) -> None:
    """A credential made to exhaust the stack fails its signature."""
    deep: list = []
    for _ in range(500):
        deep = [deep]
    copy["credentialSubject"]["honours"] = deep
    found = verify_file(save(copy, tmp_path / "c.json"))
    assert states(found)["Signature"] == "failed"
