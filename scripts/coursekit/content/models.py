"""What an author may write in ``course.yml`` and in the front matter of a page."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AnyHttpUrl, Field, StringConstraints, model_validator

from coursekit.content.typed import Strict

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""An author-given id: lower-case letters, digits and hyphens, at most 40, never used again."""

Text = Annotated[str, StringConstraints(min_length=1)]

BloomLevel = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
"""The cognitive level of a question: the six of Bloom's taxonomy as revised by Anderson et al."""

DELIVERY_FORMAT = "Reading-based asynchronous (self-paced, non-interactive) distance learning"
"""How approving bodies name the only format that a static text course can have."""


def is_placeholder(value: str) -> bool:
    """Tell whether the owner has yet to fill in ``value``, then written ``[like this]``."""
    return value.startswith("[") and value.endswith("]")


def _https_with_slash(url: AnyHttpUrl) -> AnyHttpUrl:
    if not str(url).endswith("/"):
        raise ValueError("must end with a slash, as every page's address begins with it")
    return url


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone of the IANA database, such as America/New_York")
    return name


class Provider(Strict):
    """Who issues certificates and answers for them."""

    name: Text
    address: Text
    email: Text
    url: Text
    signatory_name: Text
    signatory_title: Text
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        description="IANA zone in which the date of completion is counted"
    )
    public_keys: list[Text] = Field(
        default=[],
        description="Ed25519 keys that sign certificates, as Multikey text (z6Mk…), newest last",
    )

    @property
    def zone(self) -> ZoneInfo:
        """The provider's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def placeholders(self) -> list[str]:
        """The names of the fields that the owner has yet to fill in."""
        return [name for name, value in self if isinstance(value, str) and is_placeholder(value)]


class Credit(Strict):
    """How many contact hours (of 60 minutes) the course declares, and how text is counted."""

    contact_hours: Annotated[Decimal, Field(gt=0, multiple_of=Decimal("0.25"))]
    words_per_hour: Annotated[int, Field(ge=1000)] = 6000


class Exam(Strict):
    """The final exam: where its questions are and what passes."""

    title: Text
    bank: Text = "quizzes/exam"
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 80
    attestation: Text


class Approval(Strict):
    """An approval that the provider holds, exactly as the approving body granted it."""

    body: Text
    number: Text
    statement: Text = Field(description="the body's statement, word for word")
    delivery_format: Literal[
        "Reading-based asynchronous (self-paced, non-interactive) distance learning"
    ]
    valid_from: date
    valid_to: date

    @model_validator(mode="after")
    def _period_in_order(self) -> "Approval":
        if self.valid_to < self.valid_from:
            raise ValueError("`valid_to` is before `valid_from`")
        return self

    def covers(self, day: date) -> bool:
        """Tell whether a completion on ``day`` falls inside the approval's period."""
        return self.valid_from <= day <= self.valid_to


class CourseSettings(Strict):
    """``course.yml``: the facts of the course."""

    id: Identifier
    title: Text
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+(\.[0-9]+)?$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    summary: Text
    site_url: Annotated[AnyHttpUrl, AfterValidator(_https_with_slash)]
    repository: AnyHttpUrl | None = None
    edit_branch: Text = "main"
    authors: Annotated[list[Text], Field(min_length=1)]
    provider: Provider
    modules: Annotated[list[Identifier], Field(min_length=1)]
    credit: Credit
    exam: Exam
    approvals: tuple[Approval, ...] = ()
    not_approved_notice: Text
    retired_ids: tuple[Identifier, ...] = ()

    @property
    def issuer(self) -> str:
        """The provider's identifier by the did:web method, which the site's address gives."""
        url = self.site_url
        default_port = {"https": 443, "http": 80}[url.scheme]
        port = f"%3A{url.port}" if url.port and url.port != default_port else ""
        path = (url.path or "/").strip("/").replace("/", ":")
        return f"did:web:{url.host}{port}" + (f":{path}" if path else "")

    def approvals_on(self, day: date) -> list[Approval]:
        """Return the approvals that cover a completion on ``day``."""
        return [approval for approval in self.approvals if approval.covers(day)]


class Objective(Strict):
    """What a learner can do after a module; ``text`` begins with a verb one can observe."""

    id: Identifier
    text: Text


class ModuleFrontMatter(Strict):
    """The front matter of ``modules/SLUG.md``."""

    title: Text
    summary: Text
    objectives: Annotated[list[Objective], Field(min_length=1)]
    content_note: Text
    reviewed: date


class QuestionAttributes(Strict):
    """The attributes in the heading of a question: ``## Title {#id objective="…" level="…"}``."""

    id: Identifier
    objective: Identifier
    level: BloomLevel
    before: bool = False
