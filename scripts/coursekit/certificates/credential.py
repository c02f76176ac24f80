"""The facts of a certificate as an Open Badges 3.0 credential, and back as a list to read.

Sources: Open Badges 3.0 (1EdTech, final), Verifiable Credentials Data Model 2.0 (W3C). Facts that
the standard has no property for are results with a type of our own (``ext:…``), which the
standard allows. Terms ``jti`` and ``endorsementJwt`` are never used: contexts in circulation
disagree about them, so a signature over them would not verify everywhere.
"""

from datetime import date
from typing import Any
from urllib.parse import quote

from coursekit.certificates.errors import NotACertificateError
from coursekit.certificates.facts import (
    FINAL_AUTHORITY,
    NO_LICENSE,
    SAMPLE_NOTICE,
    SAMPLE_PREFIX,
    CertificateFacts,
    printed_date,
    printed_hours,
    printed_id,
    printed_license,
    printed_moment,
)

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]

SAMPLE_DESCRIPTION = (
    f"{SAMPLE_NOTICE}. It certifies nothing: nobody took or passed the course, and it is signed "
    "with a throw-away key."
)

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
                "description": f"SHA-256 of the request in canonical JSON: {facts.request_digest}",
                "genre": "Assessment",
            }
        ],
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
    """Give each fact that is a result: its description, and its values in printed order."""
    notices = [facts.not_approved_notice] if facts.not_approved_notice else []
    day = facts.completed_on.isoformat()
    rows = [
        ("exam", "Final exam", "ext:FinalExam", [facts.result_line]),
        ("contact-hours", "Contact hours of 60 minutes", "ext:ContactHours",
         [printed_hours(facts.contact_hours)]),
        ("credit", "Credit", "ext:Credit", facts.credit_lines),
        ("completed-on", "Date of completion", "ext:CompletionDate", [day]),
        ("time-zone", "Time zone of the date", "ext:TimeZone", [facts.timezone]),
        ("delivery-format", "Delivery format", "ext:DeliveryFormat", [facts.delivery_format]),
        ("location", "Location", "ext:Location", [facts.location]),
        ("approval", "Approval", "ext:Approval", facts.approval_lines),
        ("not-approved", "Not approved", "ext:NotApproved", notices),
        ("sample", "Sample", "ext:Sample", [SAMPLE_NOTICE] if facts.sample else []),
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


def is_sample(credential: Credential) -> bool:
    """Tell whether ``credential`` is marked as a sample."""
    return str(credential.get("name", "")).startswith(SAMPLE_PREFIX)


def course_of(credential: Credential) -> tuple[str, str]:
    """Return the id and the version of the course that ``credential`` is about."""
    achievement = credential["credentialSubject"]["achievement"]
    return achievement["humanCode"], achievement["version"]


def read_facts(credential: Credential) -> list[Fact]:
    """Return every fact that ``credential`` states, in the order of the printed certificate.

    Raises:
        NotACertificateError: it is not a credential of the form that `build_credential` makes.
    """
    try:
        facts = _read(credential)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        facts = []
    if not facts or not all(isinstance(value, str) for _, value in facts):
        raise NotACertificateError(
            "this is not a certificate of completion as this course issues them; "
            "any verifier of Open Badges 3.0 may be able to read it"
        )
    return facts


def _read(credential: Credential) -> list[Fact]:
    subject, issuer = credential["credentialSubject"], credential["issuer"]
    achievement = subject["achievement"]
    kinds = {item["id"]: item["resultType"] for item in achievement["resultDescription"]}
    results = [(kinds[item["resultDescription"]], item["value"]) for item in subject["result"]]

    def values(kind: str) -> list[str]:
        return [value for found, value in results if found == kind]

    def identities(kind: str) -> list[str]:
        return [
            item["identityHash"] for item in subject["identifier"] if item["identityType"] == kind
        ]

    (exam,), (hours,), (day,) = (
        values("ext:FinalExam"),
        values("ext:ContactHours"),
        values("ext:CompletionDate"),
    )
    (zone,), (number,) = values("ext:TimeZone"), identities("ext:certificateId")
    title = achievement["name"].removeprefix(SAMPLE_PREFIX)
    return [
        *([("Sample", SAMPLE_DESCRIPTION)] if is_sample(credential) else []),
        ("Name", subject["name"]),
        *(("License", text) for text in identities("ext:license") or [NO_LICENSE]),
        ("Course", title),
        ("Course version", f"{achievement['humanCode']}, version {achievement['version']}"),
        ("Authors", achievement["creator"]["name"]),
        ("Completed", f"{printed_date(date.fromisoformat(day))} ({zone})"),
        ("Contact hours", hours),
        *(("Credit", text) for text in values("ext:Credit")),
        ("Final exam", exam),
        *(("Delivery format", text) for text in values("ext:DeliveryFormat")),
        *(("Location", text) for text in values("ext:Location")),
        ("Provider", issuer["name"]),
        ("Address", issuer["address"]["streetAddress"]),
        ("Contact", f"{issuer['email']} · {issuer['url']}"),
        ("Signed by", issuer["official"]),
        *(("Approval", text) for text in values("ext:Approval")),
        *(("Not approved", text) for text in values("ext:NotApproved")),
        ("Issued", printed_moment(credential["awardedDate"], zone)),
        ("Certificate number", printed_id(number)),
    ]
