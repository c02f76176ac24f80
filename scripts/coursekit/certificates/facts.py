"""The facts that a certificate states, frozen when it is issued."""

import secrets
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from coursekit.content.models import TimeZoneName
from coursekit.content.typed import Identifier
from coursekit.records import License
from coursekit.records.text import line_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so that a number read from paper is not misread."""

SAMPLE_PREFIX = "SAMPLE – "
SAMPLE_NOTICE = "SAMPLE – not a certificate"
NO_LICENSE = "License number not provided"
FINAL_AUTHORITY = (
    "Regulatory boards are the final authority on courses accepted for continuing education credit."
)
RETAIN = "Keep this certificate for at least 6 years; your board may audit."

_SHA256 = StringConstraints(pattern=r"^[0-9a-f]{64}$")


def new_certificate_id() -> str:
    """Return 16 random characters of Crockford's base32: 80 bits, so that nobody guesses one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def printed_id(certificate_id: str) -> str:
    """Return ``certificate_id`` as it is printed: ``XXXX-XXXX-XXXX-XXXX``."""
    return "-".join(certificate_id[i : i + 4] for i in range(0, 16, 4))


def printed_date(day: date) -> str:
    """Return ``day`` as American boards read it, such as ``November 2, 2026``."""
    return f"{day:%B} {day.day}, {day.year}"


def printed_hours(hours: Decimal) -> str:
    """Return ``hours`` without idle zeros: ``6.25``, ``6``."""
    return format(hours.normalize(), "f")


def printed_license(license_: License) -> str:
    """Return a license in full, on one line."""
    return f"{license_.jurisdiction} · {license_.profession} · {license_.number}"


class _Frozen(BaseModel):
    """Unknown members are refused: a certificate states nothing that was not thought of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Provider(_Frozen):
    """Who issues the certificate and answers for it."""

    name: line_of(120)
    address: line_of(200)
    email: line_of(120)
    url: line_of(120)
    signatory_name: line_of(80)
    signatory_title: line_of(100)


class Completion(_Frozen):
    """All that is known of a completion before a certificate is given its number."""

    sample: bool
    participant_name: line_of(80)
    licenses: Annotated[list[License], Field(max_length=6)] = []
    course_id: Identifier
    course_title: line_of(160)
    course_version: line_of(40)
    authors: Annotated[list[line_of(120)], Field(min_length=1, max_length=6)]
    contact_hours: Annotated[Decimal, Field(gt=0, le=100, multiple_of=Decimal("0.25"))]
    credit_lines: Annotated[list[line_of(160)], Field(max_length=6)] = []
    delivery_format: line_of(120)
    location: line_of(60) = "Online"
    score_percent: Annotated[int, Field(ge=0, le=100)]
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    completed_on: date = Field(description="the day in the provider's time zone")
    timezone: TimeZoneName
    provider: Provider
    issuer: Annotated[str, StringConstraints(pattern=r"^did:(web|key):[A-Za-z0-9.%:_/-]+$")]
    site_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s?#\"<>\\^`{|}]+/$")]
    approval_statements: Annotated[list[line_of(700)], Field(max_length=4)] = []
    not_approved_notice: line_of(400) | None = None
    request_digest: Annotated[str, _SHA256]

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if self.sample != self.issuer.startswith("did:key:"):
            raise ValueError(
                "a sample is signed with a throw-away key (issuer did:key:…) and nothing else is"
            )
        if self.score_percent < self.pass_percent:
            raise ValueError(f"{self.score_percent} % is below the {self.pass_percent} % required")
        if not self.approval_statements and self.credit_lines:
            raise ValueError("`credit_lines` without an approval: no credit may be claimed")
        if bool(self.approval_statements) == bool(self.not_approved_notice):
            raise ValueError(
                "give either `approval_statements` or `not_approved_notice`, and one of them always"
            )
        return self

    @property
    def verify_url(self) -> str:
        """The address of the site's verification page."""
        return f"{self.site_url}verify/"

    @property
    def verify_place(self) -> str:
        """The same, as it is printed in words beside the code: ``course.example.org/verify``."""
        return self.verify_url.split("://", 1)[1].rstrip("/")

    @property
    def result_line(self) -> str:
        """What is printed of the exam; the score itself is in the credential only."""
        return f"Passed ({self.pass_percent} % required)"


class CertificateFacts(Completion):
    """A completion with the number of its certificate and the moment of issue."""

    certificate_id: Annotated[str, StringConstraints(pattern=f"^[{ALPHABET}]{{16}}$")]
    issued_at: AwareDatetime
    status_index: Annotated[int, Field(ge=0, description="its place on the status lists")]

    @field_validator("issued_at")
    @classmethod
    def _whole_seconds_in_utc(cls, moment: datetime) -> datetime:
        return moment.astimezone(UTC).replace(microsecond=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.completed_on > self.issued_at.astimezone(ZoneInfo(self.timezone)).date():
            raise ValueError(f"completed on {self.completed_on}, after the certificate's issue")
        return self

    @property
    def issued_text(self) -> str:
        """``issued_at`` as credentials write it: ``2026-11-22T10:11:12Z``."""
        return self.issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def stem(self) -> str:
        """The name of the certificate's files, without suffix; never the person's name."""
        return f"certificate-{self.certificate_id}"
