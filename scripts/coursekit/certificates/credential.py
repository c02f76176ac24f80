"""The facts of a certificate as an Open Badges 3.0 credential, and back as a list to read.

Sources: Open Badges 3.0 (1EdTech, final), Verifiable Credentials Data Model 2.0 (W3C). Facts that
the standard has no property for are results with a type of our own (``ext:…``), which the
standard allows; each carries the label under which readers show it. Terms ``jti`` and
``endorsementJwt`` are never used: contexts in circulation disagree about them, so a signature over
them would not verify everywhere.
"""

import hashlib
import json
from datetime import date
from typing import Any
from urllib.parse import quote

from pydantic_core import to_json

from coursekit.certificates.errors import NotACertificateError
from coursekit.certificates.facts import (
    FINAL_AUTHORITY,
    NO_LICENSE,
    SAMPLE_DESCRIPTION,
    SAMPLE_PREFIX,
    CertificateFacts,
    printed_date,
    printed_hours,
    printed_id,
    printed_license,
    printed_moment,
)
from coursekit.certificates.statuslist import ENTRIES, status_entries

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]

DIGEST = "SHA-256 of the request in canonical JSON: "

Credential = dict[str, Any]
Fact = tuple[str, str]
"""What is certified and its value, both as a person reads them."""


def build_credential(facts: CertificateFacts) -> Credential:
    """Return the unsigned credential that states ``facts``."""
    results = _results(facts)
    return {
        "@context": list(CONTEXT),
        "id": f"{facts.verify_url}?certificate={facts.certificate_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _marked(facts, facts.course_title),
        "description": _description(facts),
        "issuer": _issuer(facts),
        "validFrom": facts.issued_text,
        "awardedDate": facts.issued_text,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "name": facts.participant_name,
            "identifier": [
                _identity("name", facts.participant_name),
                *(_identity("ext:license", printed_license(item)) for item in facts.licenses),
                _identity("ext:certificateId", facts.certificate_id),
            ],
            "activityEndDate": f"{facts.completed_on.isoformat()}T00:00:00Z",
            "achievement": _achievement(facts, [description for description, _ in results]),
            "result": [
                {"type": ["Result"], "resultDescription": description["id"], "value": value}
                for description, values in results
                for value in values
            ],
        },
        "evidence": [
            {
                "type": ["Evidence"],
                "name": "Graded certificate request",
                "description": DIGEST + facts.request_digest,
                "genre": "Assessment",
            }
        ],
        **_status(facts),
    }


def _marked(facts: CertificateFacts, text: str) -> str:
    return SAMPLE_PREFIX + text if facts.sample else text


def _description(facts: CertificateFacts) -> str:
    first = SAMPLE_DESCRIPTION if facts.sample else "Certificate of completion."
    return " ".join(
        [first, facts.not_approved_notice or " ".join(facts.approval_lines), FINAL_AUTHORITY]
    )


def _issuer(facts: CertificateFacts) -> Credential:
    provider = facts.provider
    return {
        "id": facts.issuer,
        "type": ["Profile"],
        "name": provider.name,
        "url": provider.url,
        "email": provider.email,
        "address": {"type": ["Address"], "streetAddress": provider.address},
        "official": f"{provider.signatory_name}, {provider.signatory_title}",
    }


def _identity(kind: str, text: str) -> Credential:
    return {
        "type": ["IdentityObject"],
        "hashed": False,
        "identityHash": text,
        "identityType": kind,
    }


def _achievement(facts: CertificateFacts, descriptions: list[Credential]) -> Credential:
    course = f"{facts.site_url}#course-{facts.course_id}"
    return {
        "id": f"{course}-{quote(facts.course_version, safe='')}",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": _marked(facts, facts.course_title),
        "description": f"The course “{facts.course_title}”, version {facts.course_version}.",
        "criteria": {
            "narrative": "Read the course and score at least "
            f"{facts.pass_percent} % on its final exam."
        },
        "creator": {
            "id": f"{facts.site_url}#authors",
            "type": ["Profile"],
            "name": "; ".join(facts.authors),
        },
        "humanCode": facts.course_id,
        "version": facts.course_version,
        "resultDescription": descriptions,
    }


def _results(facts: CertificateFacts) -> list[tuple[Credential, list[str]]]:
    """Give each fact that is a result: its description, and its values in printed order.

    The name of a result is signed, and is the label under which it is shown.
    """
    notices = [facts.not_approved_notice] if facts.not_approved_notice else []
    day = facts.completed_on.isoformat()
    rows = [
        ("completed-on", "Completed", "ext:CompletionDate", [day]),
        ("time-zone", "Time zone", "ext:TimeZone", [facts.timezone]),
        ("contact-hours", "Contact hours", "ext:ContactHours",
         [printed_hours(facts.contact_hours)]),
        ("credit", "Credit", "ext:Credit", facts.credit_lines),
        ("exam", "Final exam", "ext:FinalExam", [facts.result_line]),
        ("delivery-format", "Delivery format", "ext:DeliveryFormat", [facts.delivery_format]),
        ("location", "Location", "ext:Location", [facts.location]),
        ("approval", "Approval", "ext:Approval", facts.approval_lines),
        ("not-approved", "Not approved", "ext:NotApproved", notices),
    ]  # fmt: skip
    return [
        (
            {
                "id": f"{facts.site_url}#{key}",
                "type": ["ResultDescription"],
                "name": name,
                "resultType": kind,
            },
            list(values),
        )
        for key, name, kind, values in rows
        if values
    ]


def _status(facts: CertificateFacts) -> Credential:
    """Say where to look whether the certificate still holds; a sample never did."""
    if facts.sample:
        return {}
    return {"credentialStatus": status_entries(facts.status_url, facts.status_index)}


def credential_text(credential: Credential) -> str:
    """Return a credential that this tool signed as it stands in its file and in the PDF.

    It is what ``json.dumps`` writes, whose indented form takes eight times as long.
    """
    return to_json(credential, indent=2).decode() + "\n"


def credential_digest(credential: Credential) -> str:
    """Return the SHA-256 of a signed credential's file, also when it was laid out anew since.

    Raises:
        NotACertificateError: it is nested too deeply to be a certificate.
    """
    try:
        text = json.dumps(credential, ensure_ascii=False, indent=2) + "\n"
    except RecursionError:
        raise NotACertificateError("the credential is nested too deeply") from None
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def is_sample(credential: Credential) -> bool:
    """Tell whether ``credential`` is marked as a sample."""
    return str(credential.get("name", "")).startswith(SAMPLE_PREFIX)


def course_of(credential: Credential) -> tuple[str, str]:
    """Return the id and the version of the course that ``credential`` is about."""
    achievement = credential["credentialSubject"]["achievement"]
    return achievement["humanCode"], achievement["version"]


def certificate_id_of(credential: Credential) -> str:
    """Return the certificate's number."""
    (number,) = _identities(credential, "ext:certificateId")
    return number


def status_index_of(credential: Credential) -> int | None:
    """Return the certificate's place on the status lists; None for a sample."""
    entries = credential.get("credentialStatus", [])
    if not entries:
        return None
    name = entries[0]["statusListCredential"].rpartition("/")[2]
    number = int(name.partition("-")[2].removesuffix(".json"))
    index = number * ENTRIES + int(entries[0]["statusListIndex"])
    folder = entries[0]["statusListCredential"].removesuffix(name)
    if entries != status_entries(folder, index):
        raise ValueError("credentialStatus")
    return index


def read_facts(credential: Credential) -> list[Fact]:
    """Return every fact that ``credential`` states, in the order of the printed certificate.

    Raises:
        NotACertificateError: it is not a credential of the form that `build_credential` makes.
    """
    try:
        facts = _read(credential)
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        StopIteration,
        OverflowError,
        OSError,
    ):
        facts = []
    if not facts or not all(isinstance(value, str) for fact in facts for value in fact):
        raise NotACertificateError(
            "this is not a certificate of completion as this course issues them; "
            "any verifier of Open Badges 3.0 may be able to read it"
        )
    return facts


def _read(credential: Credential) -> list[Fact]:
    subject, issuer = credential["credentialSubject"], credential["issuer"]
    achievement = subject["achievement"]
    (evidence,) = credential["evidence"]
    index = status_index_of(credential)
    folder = credential["id"].partition("?")[0]
    return [
        *([("Sample", SAMPLE_DESCRIPTION)] if is_sample(credential) else []),
        ("Name", subject["name"]),
        *(("License", text) for text in _identities(credential, "ext:license") or [NO_LICENSE]),
        ("Course", achievement["name"].removeprefix(SAMPLE_PREFIX)),
        ("Course version", f"{achievement['humanCode']}, version {achievement['version']}"),
        ("Authors", achievement["creator"]["name"]),
        *_read_results(subject, achievement),
        ("Provider", issuer["name"]),
        ("Address", issuer["address"]["streetAddress"]),
        ("Contact", f"{issuer['email']} · {issuer['url']}"),
        ("Signed by", issuer["official"]),
        ("Issued", printed_moment(credential["awardedDate"], _time_zone(credential))),
        ("Certificate number", printed_id(certificate_id_of(credential))),
        ("Checked at", folder),
        ("Issuer", issuer["id"]),
        ("Graded request", evidence["description"]),
        *([("Place on the status lists", str(index))] if index is not None else []),
    ]


def _read_results(subject: Credential, achievement: Credential) -> list[Fact]:
    """Return every result under its own label, so that none can be signed and not shown."""
    known = {item["id"]: item for item in achievement["resultDescription"]}
    facts = []
    for result in subject["result"]:
        about, value = known[result["resultDescription"]], result["value"]
        is_day = about["resultType"] == "ext:CompletionDate"
        facts.append((about["name"], printed_date(date.fromisoformat(value)) if is_day else value))
    return facts


def _time_zone(credential: Credential) -> str:
    """Return the time zone in which the certificate's dates are meant."""
    subject = credential["credentialSubject"]
    known = {item["id"]: item for item in subject["achievement"]["resultDescription"]}
    (zone,) = (
        result["value"]
        for result in subject["result"]
        if known[result["resultDescription"]]["resultType"] == "ext:TimeZone"
    )
    return zone


def _identities(credential: Credential, kind: str) -> list[str]:
    identifiers = credential["credentialSubject"]["identifier"]
    return [item["identityHash"] for item in identifiers if item["identityType"] == kind]
