"""The facts that a certificate states, frozen when it is issued."""

import secrets
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
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
from coursekit.content.printed import printed_date, printed_hours, printed_period, printed_types
from coursekit.content.typed import Identifier
from coursekit.records import MOST_LICENSES, License
from coursekit.records.text import line_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so that a number read from paper is not misread."""

SAMPLE_PREFIX = "SAMPLE – "
SAMPLE_NOTICE = "SAMPLE – not a certificate"
SAMPLE_DESCRIPTION = (
    f"{SAMPLE_NOTICE}. It certifies nothing: nobody took or passed the course, and it is signed "
    "with a throw-away key."
)
NO_LICENSE = "License number not provided"
FINAL_AUTHORITY = (
    "Regulatory boards are the final authority on courses accepted for continuing education credit."
)
RETAIN = "Keep this certificate for at least 7 years; your board may audit."

Paper = Literal["letter", "a4"]
"""The sizes of paper that a certificate is set for."""

Hours = Annotated[Decimal, Field(gt=0, le=100, multiple_of=Decimal("0.25"))]
"""Hours in quarters."""

_SHA256 = StringConstraints(pattern=r"^[0-9a-f]{64}$")


def new_certificate_id() -> str:
    """Return 16 random characters of Crockford's base32: 80 bits, so that nobody guesses one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def printed_id(certificate_id: str) -> str:
    """Return ``certificate_id`` as it is printed: ``XXXX-XXXX-XXXX-XXXX``."""
    return "-".join(certificate_id[i : i + 4] for i in range(0, 16, 4))


def printed_moment(moment: str, timezone: str) -> str:
    """Return the moment of issue as its day where the provider is, and to the second in UTC."""
    day = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone)).date()
    return f"{printed_date(day)} ({moment})"


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


class CreditType(_Frozen):
    """A part of an approval's credit that counts as a type of its own."""

    type: line_of(40)
    hours: Hours


class Approval(_Frozen):
    """An approval under which the course counts as credit, as it was held on that day."""

    body: line_of(80)
    number: line_of(40)
    of: Literal["provider", "course"]
    valid_from: date
    valid_to: date
    hours: Hours
    unit: line_of(30)
    types: Annotated[list[CreditType], Field(max_length=6)] = []
    statement: line_of(700)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.types and sum(item.hours for item in self.types) != self.hours:
            raise ValueError(f"the types of credit of {self.body} do not add up to {self.hours}")
        return self

    @property
    def credit(self) -> str:
        """Number and unit, such as ``3.0 CE hours``."""
        return f"{printed_hours(self.hours)} {self.unit}"

    @property
    def types_line(self) -> str:
        """The types of credit, such as ``2.5 clinical, 0.5 ethics``; empty without types."""
        return printed_types((item.type, item.hours) for item in self.types)

    @property
    def credit_line(self) -> str:
        """The credit with its body and its types, in one line."""
        types = f" ({self.types_line})" if self.types else ""
        return f"{self.body}: {self.credit}{types}"

    @property
    def number_line(self) -> str:
        """What the number is of, and the number: ``Provider number 1234``."""
        return f"{self.of.capitalize()} number {self.number}"

    @property
    def period(self) -> str:
        """First and last day of the approval."""
        return printed_period(self.valid_from, self.valid_to)

    @property
    def line(self) -> str:
        """The whole approval: body, number, period and the statement, word for word."""
        return f"{self.body}. {self.number_line}, approved {self.period}. {self.statement}"


class Completion(_Frozen):
    """All that is known of a completion before a certificate is given its number."""

    sample: bool
    participant_name: line_of(80)
    licenses: Annotated[list[License], Field(max_length=MOST_LICENSES)] = []
    course_id: Identifier
    course_title: line_of(160)
    course_version: line_of(40)
    authors: Annotated[list[line_of(120)], Field(min_length=1, max_length=6)]
    contact_hours: Hours
    delivery_format: line_of(120)
    location: line_of(60) = "Online"
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    completed_on: date = Field(description="the day in the provider's time zone")
    timezone: TimeZoneName
    provider: Provider
    issuer: Annotated[str, StringConstraints(pattern=r"^did:(web|key):[A-Za-z0-9.%:_/-]+$")]
    site_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s?#\"<>\\^`{|}]+/$")]
    approvals: Annotated[list[Approval], Field(max_length=6)] = []
    not_approved_notice: line_of(400) | None = None
    request_digest: Annotated[str, _SHA256]
    paper: Paper = "letter"

    @model_validator(mode="after")
    def _honest(self) -> Self:
        if self.sample != self.issuer.startswith("did:key:"):
            raise ValueError(
                "a sample is signed with a throw-away key (issuer did:key:…) and nothing else is"
            )
        if bool(self.approvals) == bool(self.not_approved_notice):
            raise ValueError("give either `approvals` or `not_approved_notice`, and one of them")
        for approval in self.approvals:
            if not approval.valid_from <= self.completed_on <= approval.valid_to:
                raise ValueError(
                    f"completed on {self.completed_on}, outside the approval by {approval.body} "
                    f"({approval.period})"
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
    def status_url(self) -> str:
        """The address of the folder that says which certificates were revoked or replaced."""
        return f"{self.site_url}status/"

    @property
    def result_line(self) -> str:
        """What is certified of the exam: that it was passed, and the mark, and never the score."""
        return f"Passed ({self.pass_percent} % required)"

    @property
    def credit_lines(self) -> list[str]:
        """The credit of each approving body."""
        return [approval.credit_line for approval in self.approvals]

    @property
    def approval_lines(self) -> list[str]:
        """Each approval with its number, its period and its statement."""
        return [approval.line for approval in self.approvals]

    @property
    def final_authority(self) -> str | None:
        """Who decides, where a body is named and no statement says so itself."""
        said = any(FINAL_AUTHORITY in approval.statement for approval in self.approvals)
        return FINAL_AUTHORITY if self.approvals and not said else None


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
        if self.completed_on > self.issued_on:
            raise ValueError(
                f"completed on {self.completed_on}, after the certificate's issue: a clock is "
                "wrong, the learner's or this machine's; set it right, and ask for a new request"
            )
        return self

    @property
    def issued_on(self) -> date:
        """The day of issue, counted as the day of completion is: where the provider is."""
        return self.issued_at.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def issued_text(self) -> str:
        """``issued_at`` as credentials write it: ``2026-11-22T10:11:12Z``."""
        return self.issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def stem(self) -> str:
        """The name of the certificate's files, without suffix; never the person's name."""
        return f"certificate-{self.certificate_id}"
