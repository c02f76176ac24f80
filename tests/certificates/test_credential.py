"""The credential states every fact, and its signatures cover every one."""

import copy as copying
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.specimens import APPROVAL, Certificate, make_facts, signed
from coursekit.certificates import (
    CredentialError,
    MismatchError,
    NotACertificateError,
    build_credential,
    create_key,
    read_facts,
    sign_credential,
    verify_proofs,
)

Credential = dict[str, Any]


@pytest.mark.parametrize("character", ["\n", "\x07", "\x7f", "\x85"])
def test_no_control_character_is_signed(real: Certificate, character: str) -> None:
    """Wherever it stands; a backslash before a letter is none."""
    unsigned = {name: value for name, value in real.credential.items() if name != "proof"}
    key, created = create_key(), "2026-11-22T10:11:12Z"
    sign_credential(unsigned | {"name": r"C:\\new \b"}, key, created)
    with pytest.raises(CredentialError, match=f"U\\+{ord(character):04X}"):
        sign_credential(unsigned | {"name": f"a{character}b"}, key, created)


def test_every_printed_fact_is_in_the_credential(real: Certificate) -> None:
    """Reading the credential gives everything that the paper prints."""
    facts, stated = real.facts, read_facts(real.credential)
    shown = "\n".join(f"{label}: {value}" for label, value in stated)
    provider = facts.provider
    for text in (
        facts.participant_name,
        *(item.number for item in facts.licenses),
        *(item.jurisdiction for item in facts.licenses),
        facts.course_title,
        f"{facts.course_id}, version {facts.course_version}",
        *facts.authors,
        "Contact hours: 6.25",
        "Completed: November 20, 2026",
        "Time zone: America/New_York",
        "Passed (80 % required)",
        facts.delivery_format,
        facts.location,
        provider.name,
        provider.address,
        provider.email,
        provider.url,
        provider.signatory_name,
        provider.signatory_title,
        facts.not_approved_notice,
        facts.issued_text,
        "0123-4567-89AB-CDEF",
    ):
        assert text in shown


def test_approvals_and_credit_are_in_the_credential() -> None:
    """With an approval, its statement and the credit stand where the notice stood."""
    facts = make_facts(approvals=[APPROVAL], not_approved_notice=None)
    stated = read_facts(build_credential(facts))
    assert (
        "Approval",
        "ASWB ACE. Provider number 1234, approved May 8, 2025 to November 20, 2026. "
        "Example Academy, #1234, is approved until 11/20/2026.",
    ) in stated
    assert ("Credit", "ASWB ACE: 6.0 CE credits (4.5 clinical, 1.5 ethics)") in stated
    assert not any(label == "Not approved" for label, _ in stated)


def test_a_license_that_was_not_given_is_said_not_to_be() -> None:
    """Silence could be read as an oversight."""
    stated = read_facts(build_credential(make_facts(licenses=[])))
    assert ("License", "License number not provided") in stated


def test_a_sample_says_so_in_every_place(sample: Certificate) -> None:
    """A wallet that shows only a name or only a description shows that it is a sample."""
    credential = sample.credential
    achievement = credential["credentialSubject"]["achievement"]
    assert credential["issuer"]["id"].startswith("did:key:z6Mk")
    assert credential["name"].startswith("SAMPLE")
    assert achievement["name"].startswith("SAMPLE")
    assert "certifies nothing" in credential["description"]
    assert read_facts(credential)[0][0] == "Sample"


def test_terms_that_contexts_disagree_about_are_not_used(real: Certificate) -> None:
    """Two terms differ between copies of one context."""
    text = str(real.credential)
    assert not any(term in text for term in ("'jti'", "'endorsementJwt'"))


def test_timestamps_are_whole(real: Certificate) -> None:
    """Open Badges types these as date and time, even where only a day is meant."""
    subject = real.credential["credentialSubject"]
    assert subject["activityEndDate"] == "2026-11-20T00:00:00Z"
    assert real.credential["validFrom"] == "2026-11-22T03:04:05Z"


def test_both_proofs_verify(real: Certificate, sample: Certificate) -> None:
    """The signer is named; whether that is the provider is another question."""
    assert verify_proofs(real.credential).multikey == real.key.multikey
    assert verify_proofs(sample.credential).did == sample.key.did


def test_signing_again_gives_the_same_bytes(real: Certificate) -> None:
    """Ed25519 takes no randomness, so a certificate can be made again and compared."""
    assert signed(real.facts, real.key) == real.credential


TAMPERINGS: dict[str, Callable[[Credential], Any]] = {
    "name": lambda c: c["credentialSubject"].update(name="Another Person"),
    "license": lambda c: c["credentialSubject"]["identifier"][1].update(identityHash="NY · X · 1"),
    "date": lambda c: c["credentialSubject"]["result"][0].update(value="2026-11-19"),
    "hours": lambda c: c["credentialSubject"]["result"][2].update(value="60.25"),
    "exam": lambda c: c["credentialSubject"]["result"][-3].update(value="Passed (99 % required)"),
    "kind of result": lambda c: c["credentialSubject"]["achievement"]["resultDescription"][
        0
    ].update(resultType="ext:Anything"),
    "title": lambda c: c["credentialSubject"]["achievement"].update(name="Brain Surgery"),
    "version": lambda c: c["credentialSubject"]["achievement"].update(version="2027.1"),
    "provider": lambda c: c["issuer"].update(name="Harvard"),
    "notice": lambda c: c["credentialSubject"]["result"].pop(),
    "issued": lambda c: c.update(awardedDate="2027-01-01T00:00:00Z"),
    "place on the list": lambda c: c["credentialStatus"][0].update(statusListIndex="1001"),
    "no status": lambda c: c.pop("credentialStatus"),
    "undefined term": lambda c: c["credentialSubject"].update(honours="summa cum laude"),
    "undefined type": lambda c: c["credentialSubject"]["type"].append("Professor"),
    "inline context": lambda c: c["@context"].append({"honours": "https://example.org/h"}),
    "unknown context": lambda c: c["@context"].append("https://example.org/context"),
    "blank node": lambda c: c["credentialSubject"].update(id="_:b0"),
    "proof time": lambda c: [p.update(created="2020-01-01T00:00:00Z") for p in c["proof"]],
    "first proof's value": lambda c: c["proof"][0].update(proofValue=c["proof"][1]["proofValue"]),
    "second proof's value": lambda c: c["proof"][1].update(proofValue=c["proof"][0]["proofValue"]),
    "one proof's purpose": lambda c: c["proof"][1].update(challenge="x"),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_any_change_is_noticed(what: str, copy: Credential) -> None:
    """A changed, added or dropped fact, term, context or proof option does not match."""
    TAMPERINGS[what](copy)
    with pytest.raises(MismatchError):
        verify_proofs(copy)


MISSHAPEN: dict[str, Callable[[Credential], Any]] = {
    "no proof": lambda c: c.pop("proof"),
    "one proof": lambda c: c["proof"].pop(),
    "the same proof twice": lambda c: c.update(proof=[c["proof"][0]] * 2),
    "proof that is no list": lambda c: c.update(proof="x"),
    "issuer changed": lambda c: c["issuer"].update(id="did:web:evil.example"),
    "another key in one proof": lambda c: c["proof"][1].update(
        verificationMethod=f"{c['issuer']['id']}#{create_key().multikey}"
    ),
    "no key": lambda c: [p.update(verificationMethod=c["issuer"]["id"]) for p in c["proof"]],
    "purpose": lambda c: [p.update(proofPurpose="authentication") for p in c["proof"]],
    "proof value": lambda c: c["proof"][0].update(proofValue="z0OIl"),
}


@pytest.mark.parametrize("what", MISSHAPEN)
def test_a_credential_without_our_proofs_is_not_a_certificate(what: str, copy: Credential) -> None:
    """Malformed is told apart from tampered with."""
    MISSHAPEN[what](copy)
    with pytest.raises(NotACertificateError):
        verify_proofs(copy)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c.update(honours="x"), "honours"),
        (lambda c: c["issuer"].update(fame=1), "fame"),
        (lambda c: c["credentialSubject"]["type"].append("Professor"), "Professor"),
        (lambda c: c["credentialSubject"]["achievement"].update(id="bees"), "bees"),
        (lambda c: c["credentialSubject"].update(name="a\x01b"), r"U\+0001"),
        (lambda c: c["credentialSubject"].update(name="a\x85b"), r"U\+0085"),
        (lambda c: c["credentialSubject"].update(name="a\ud800b"), r"U\+D800"),
        (lambda c: c["@context"].append("https://example.org/x"), r"example\.org/x"),
        (lambda c: c.update(evidence=[{"type": ["Evidence"]}] * 90), "too many"),
    ],
)
def test_what_a_signature_would_not_cover_is_not_signed(
    change: Callable[[Credential], Any], message: str, real: Certificate
) -> None:
    """An undefined term would silently be left out of what is signed; it is refused by name."""
    credential = build_credential(real.facts)
    change(credential)
    with pytest.raises(CredentialError, match=message):
        sign_credential(credential, real.key, real.facts.issued_text)


NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), min_size=1, max_size=40
).filter(lambda name: name.strip() and len(unicodedata.normalize("NFC", name)) <= 80)


@settings(max_examples=30, deadline=None)
@given(NAMES)
def test_any_name_that_is_taken_is_signed_and_read_back(name: str) -> None:
    """Whatever people are called, the credential gives the same name back and verifies."""
    facts, key = make_facts(participant_name=name), create_key()
    credential = signed(facts, key)
    verify_proofs(copying.deepcopy(credential))
    assert ("Name", facts.participant_name) in read_facts(credential)


@pytest.mark.parametrize("other", [{}, {"name": "x"}, {"credentialSubject": []}])
def test_other_json_is_not_a_certificate(other: Credential) -> None:
    """Nothing is guessed from JSON of another kind."""
    with pytest.raises(NotACertificateError):
        read_facts(other)
