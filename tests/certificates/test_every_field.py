"""Whatever is signed is shown, by the command line and by the page: no field can be forgotten."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from certificates.provider import Provider
from certificates.specimens import APPROVAL, make_facts, signed
from certificates.verify_page import drop, facts
from coursekit.certificates import (
    CertificateFacts,
    License,
    SigningKey,
    create_key,
    read_facts,
)
from coursekit.certificates import Provider as ProviderFacts
from coursekit.certificates.facts import (
    FINAL_AUTHORITY,
    SAMPLE_PREFIX,
    printed_date,
    printed_hours,
    printed_id,
)

pytestmark = pytest.mark.xdist_group("verify-page")

SHOWN: dict[str, Callable[[CertificateFacts], list[str]]] = {
    "sample": lambda f: ["SAMPLE – not a certificate"] if f.sample else [],
    "participant_name": lambda f: [f.participant_name],
    "licenses": lambda f: [text for item in f.licenses for _, text in item],
    "course_id": lambda f: [f.course_id],
    "course_title": lambda f: [f.course_title],
    "course_version": lambda f: [f.course_version],
    "authors": lambda f: f.authors,
    "contact_hours": lambda f: [printed_hours(f.contact_hours)],
    "delivery_format": lambda f: [f.delivery_format],
    "location": lambda f: [f.location],
    "pass_percent": lambda f: [f"Passed ({f.pass_percent} % required)"],
    "completed_on": lambda f: [printed_date(f.completed_on)],
    "timezone": lambda f: [f.timezone],
    "provider": lambda f: [text for _, text in f.provider],
    "issuer": lambda f: [f.issuer],
    "site_url": lambda f: [f.verify_url],
    "approvals": lambda f: [text for item in f.approvals for text in (item.line, item.credit_line)],
    "not_approved_notice": lambda f: [f.not_approved_notice] if f.not_approved_notice else [],
    "request_digest": lambda f: [f.request_digest],
    "certificate_id": lambda f: [printed_id(f.certificate_id)],
    "issued_at": lambda f: [f.issued_text],
    "paper": lambda _: [],  # its size is seen, and not signed
    "status_index": lambda f: [] if f.sample else [str(f.status_index)],
}
"""What a reader sees of each field. A field that is not signed would stand in a list beside it."""

STRUCTURE = {
    "@context", "type", "hashed", "identityType", "resultType", "achievementType", "genre",
    "statusPurpose", "valueMin", "valueMax",
}  # fmt: skip
"""Members that say what something is; readers see their neighbours, under a label."""

DERIVED = {
    ("name",): "the course's title",
    ("description",): "the notice or the approval, below, and who is the final authority",
    ("validFrom",): "the moment of issue again",
    ("credentialSubject", "activityEndDate"): "the day of completion again",
    ("credentialSubject", "achievement", "description"): "title and version again",
    ("credentialSubject", "achievement", "criteria", "narrative"): "the mark that is required",
    ("credentialSubject", "achievement", "id"): "the course's id and version again",
    ("credentialSubject", "achievement", "creator", "id"): "the authors, by an address",
    ("evidence", 0, "name"): "what the digest below it is of",
}
"""Values that say in other words what stands among the facts, and what that is."""


@pytest.fixture(scope="module")
def variants(provider: Provider) -> dict[str, tuple[CertificateFacts, SigningKey]]:
    """One certificate with everything, one with as little as possible, and a sample."""
    throw_away = create_key()
    everything = make_facts(
        approvals=[APPROVAL, APPROVAL | {"body": "NBCC", "number": "7", "types": []}],
        not_approved_notice=None,
    )
    least = make_facts(licenses=[], authors=["One Author"])
    return {
        "everything": (everything, provider.key),
        "least": (least, provider.key),
        "sample": (make_facts(sample=True, issuer=throw_away.did), throw_away),
    }


def test_the_table_has_every_field() -> None:
    """A new field of the model belongs into the table above, or its test fails here."""
    assert set(SHOWN) == set(CertificateFacts.model_fields)


@pytest.mark.parametrize("which", ["everything", "least", "sample"])
def test_every_field_is_shown(
    which: str,
    variants: dict[str, tuple[CertificateFacts, SigningKey]],
    visit: Callable[..., Page],
) -> None:
    """The command line shows each field's value, and the page shows the same rows."""
    certificate, key = variants[which]
    credential = signed(certificate, key)
    stated = read_facts(credential)
    shown = "\n".join(value for _, value in stated)
    missing = [
        f"{name}: {text}"
        for name, texts in SHOWN.items()
        for text in texts(certificate)
        if text not in shown
    ]
    assert missing == []
    page = visit()
    drop(page, "a.json", json.dumps(credential).encode())
    assert facts(page) == stated


@pytest.mark.parametrize("which", ["everything", "least", "sample"])
def test_every_signed_value_is_shown(
    which: str, variants: dict[str, tuple[CertificateFacts, SigningKey]]
) -> None:
    """The other way round: nothing stands in the credential that no reader sees."""
    certificate, key = variants[which]
    credential = signed(certificate, key)
    stated = read_facts(credential)
    shown = "\n".join(text for fact in stated for text in fact)
    shown += "\n" + certificate.certificate_id + "\n" + certificate.completed_on.isoformat()
    hidden = [
        (path, value)
        for path, value in leaves({k: v for k, v in credential.items() if k != "proof"})
        if _member(path) not in STRUCTURE and path not in DERIVED and _text(value) not in shown
        if not _names_a_place(path, _text(value), certificate)
    ]
    assert hidden == []


def _member(path: tuple) -> str:
    """Return the name of the member that a value belongs to."""
    return next(key for key in reversed(path) if isinstance(key, str))


def _text(value: Any) -> str:
    """Return a value as readers see it; that it is a sample stands in a line of its own."""
    return str(value).removeprefix(SAMPLE_PREFIX)


def _names_a_place(path: tuple, value: str, certificate: CertificateFacts) -> bool:
    """Tell whether a value only names a part of the credential, or the certificate's list."""
    ids = path[-1] in ("id", "resultDescription", "statusListCredential", "statusListIndex")
    index = str(certificate.status_index % 131_072)
    return ids and (value.startswith(certificate.site_url) or value == index)


def leaves(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Give every value that holds no other, with its path."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from leaves(item, (*path, key))
        else:
            yield (*path, key), item


def test_a_result_that_nobody_thought_of_is_shown(
    provider: Provider, visit: Callable[..., Page]
) -> None:
    """A result carries its own label, so a reader that is older than it shows it all the same."""
    credential = signed(make_facts(), provider.key)
    achievement = credential["credentialSubject"]["achievement"]
    achievement["resultDescription"].append(
        {"id": "x:1", "type": ["ResultDescription"], "name": "Honours", "resultType": "ext:Honours"}
    )
    credential["credentialSubject"]["result"].append(
        {"type": ["Result"], "resultDescription": "x:1", "value": "Summa cum laude"}
    )
    assert ("Honours", "Summa cum laude") in read_facts(credential)
    page = visit()
    drop(page, "a.json", json.dumps(credential).encode())
    assert facts(page) == read_facts(credential)


def test_the_parts_are_whole() -> None:
    """The two models inside have fields that are texts, each of which is shown."""
    for model in (ProviderFacts, License):
        assert {field.annotation for field in model.model_fields.values()} == {str}
    assert FINAL_AUTHORITY in signed(make_facts(), create_key())["description"]
