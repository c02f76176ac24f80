"""What an author may write in ``course.yml``."""

from datetime import date
from functools import cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AnyHttpUrl, Field, StringConstraints, model_validator

from coursekit.content.approval_models import Approval, refuse_overlaps
from coursekit.content.credit_models import Credit
from coursekit.content.enrolment_models import Enrolment
from coursekit.content.exam_models import Exam
from coursekit.content.reporting_models import CEBroker, Reporting
from coursekit.content.typed import Identifier, Strict, Text, printed

DELIVERY_FORMAT = "Reading-based asynchronous (self-paced, non-interactive) distance learning"
"""How approving bodies name the only format that a static text course can have."""


def is_placeholder(value: str) -> bool:
    """Tell whether the owner has yet to fill in ``value``, then written ``[like this]``."""
    return value.startswith("[") and value.endswith("]")


def _https_with_slash(url: AnyHttpUrl) -> AnyHttpUrl:
    if not str(url).endswith("/"):
        raise ValueError("must end with a slash, as every page's address begins with it")
    return url


@cache
def _zones() -> set[str]:
    """Return the names of the IANA database, which takes milliseconds to list."""
    return available_timezones()


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not a time zone of the IANA database, such as America/New_York")
    return name


Coordinate = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""32 bytes in base64url without padding."""

Multikey = Annotated[str, StringConstraints(pattern=r"^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$")]
"""An Ed25519 public key as text (W3C Controlled Identifiers 1.0, section 2.2.2)."""

Address = Annotated[str, StringConstraints(pattern=r"^[\w./#-]+$")]
"""An address from the root of the site, such as ``modules/old-name/``."""
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+(\.[0-9]+)?$")]
"""Year and number of a version of the course, such as 2026.1."""

TimeZoneName = Annotated[str, AfterValidator(_known_zone)]
"""The name of a time zone in the IANA database."""


class SealingKey(Strict):
    """A public key (RFC 7517) with which browsers seal requests: elliptic curve P-256."""

    kty: Literal["EC"] = Field(description="kind of key")
    crv: Literal["P-256"] = Field(description="its curve")
    x: Coordinate = Field(description="first coordinate, 32 bytes in base64url")
    y: Coordinate = Field(description="second coordinate, 32 bytes in base64url")
    kid: Text = Field(description="its name, which a sealed file carries")


class CompromisedKey(Strict):
    """A signing key that somebody else may have used."""

    key: Multikey = Field(description="its public half, which stays in `public_keys`")
    since: date = Field(
        description="first day (UTC) on which somebody else may have had it; what the public log "
        "holds from before stays good"
    )


class Provider(Strict):
    """Who issues certificates and answers for them."""

    name: printed(80) = Field(description="as printed on certificates")
    address: printed(160) = Field(description="postal address on one line, as printed")
    email: printed(100) = Field(description="where learners send their requests")
    accommodations: Text | None = Field(
        default=None,
        description="whom to ask for an accommodation, as the foot of every page says; the e-mail "
        "address, unless given",
    )
    url: printed(100) = Field(description="the provider's own site")
    signatory_name: printed(80) = Field(description="who signs certificates")
    signatory_title: printed(100) = Field(description="what that person is")
    timezone: TimeZoneName = Field(
        description="IANA zone in which the date of completion is counted"
    )
    paper: Literal["letter", "a4"] = Field(
        default="letter", description="the paper that certificates are set for"
    )
    public_keys: list[Multikey] = Field(
        default=[],
        description="Ed25519 keys that sign certificates, as Multikey text (z6Mk…), newest last",
    )
    compromised_keys: list[CompromisedKey] = Field(
        default=[], description="keys of `public_keys` that were stolen or may have been"
    )
    sealing_key: SealingKey | None = Field(
        default=None,
        description="key with which browsers seal requests; without it they are readable",
    )

    @model_validator(mode="after")
    def _compromised_keys_stay_listed(self) -> "Provider":
        for item in self.compromised_keys:
            if item.key not in self.public_keys:
                raise ValueError(
                    f"`compromised_keys` names {item.key}, which is not in `public_keys`; leave it "
                    "there, or what it signed before cannot be checked"
                )
        return self

    @property
    def current_keys(self) -> list[str]:
        """The signing keys that were not compromised."""
        compromised = {item.key for item in self.compromised_keys}
        return [key for key in self.public_keys if key not in compromised]

    @property
    def zone(self) -> ZoneInfo:
        """The provider's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def placeholders(self) -> list[str]:
        """The names of the fields that the owner has yet to fill in."""
        return [name for name, value in self if isinstance(value, str) and is_placeholder(value)]


class Outcome(Strict):
    """What a learner can do after the whole course; the evaluation asks about each."""

    id: Identifier = Field(description="its id, which evaluations name")
    text: Text = Field(description="begins with a verb one can observe")
    objectives: Annotated[tuple[Identifier, ...], Field(min_length=1)] = Field(
        description="the objectives of modules that lead to it"
    )


class LearningPath(Strict):
    """Some of the modules and cases, in an order, for a purpose that supervisors assign."""

    id: Identifier = Field(description="its id, which assignment links name")
    title: Text = Field(description="its name")
    summary: Text = Field(description="who it is for, in one sentence")
    units: Annotated[tuple[Identifier, ...], Field(min_length=1)] = Field(
        description="modules and cases, by the names of their files, in order"
    )


class CourseSettings(Strict):
    """``course.yml``: the facts of the course."""

    id: Identifier = Field(description="the course's own id; learners' files name it")
    title: printed(160) = Field(description="as approved and as printed on certificates")
    version: Version = Field(description="year and number of this version, such as 2026.1")
    earlier_versions: tuple[Version, ...] = Field(
        default=(), description="versions for which certificates were issued before"
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = Field(
        default="en", description="language of the course"
    )
    summary: Text = Field(description="one sentence, for search engines and the home page")
    site_url: Annotated[AnyHttpUrl, AfterValidator(_https_with_slash)] = Field(
        description="address at which the site is published, with a slash at its end"
    )
    repository: AnyHttpUrl | None = Field(
        default=None, description="address of the repository, for the links that edit a page"
    )
    edit_branch: Text = Field(default="main", description="branch that those links edit")
    authors: Annotated[list[printed(120)], Field(min_length=1, max_length=6)] = Field(
        description="each with degrees and license, as printed on certificates"
    )
    provider: Provider = Field(description="who issues certificates")
    modules: Annotated[list[Identifier], Field(min_length=1)] = Field(
        description="the modules in their order, by the names of their files"
    )
    level: Literal["introductory", "intermediate", "advanced"] | None = Field(
        default=None, description="how much it takes for granted, in the terms of approving bodies"
    )
    audience: tuple[Text, ...] = Field(
        default=(), description="whom it is for, each in a few words"
    )
    released: date | None = Field(
        default=None, description="the day on which this version was published"
    )
    expires: date | None = Field(
        default=None, description="the last day on which this version may be taken for credit"
    )
    outcomes: tuple[Outcome, ...] = Field(
        default=(), description="what a learner can do after the whole course"
    )
    paths: tuple[LearningPath, ...] = Field(
        default=(), description="selections that a supervisor can assign"
    )
    credit: Credit = Field(description="contact hours and how they are counted")
    exam: Exam = Field(description="the final exam")
    enrolment: Enrolment | None = Field(
        default=None, description="what the course costs and where one pays; nothing unless given"
    )
    offline: bool = Field(
        default=True,
        description="whether browsers may keep the course for offline use; `false` removes the "
        "copies that they keep",
    )
    module_pdfs: bool = Field(
        default=False,
        description="whether each module's page offers the module as a PDF to print",
    )
    redirects: dict[Address, Address] = Field(
        default={}, description="addresses that moved, each with where it leads now"
    )
    approvals: Annotated[tuple[Approval, ...], AfterValidator(refuse_overlaps)] = Field(
        default=(), description="approvals that the provider holds; none unless granted"
    )
    not_approved_notice: printed(400) = Field(
        description="what a certificate says when no approval covers it"
    )
    reporting: Reporting = Field(
        default=Reporting(), description="from how many answers on reports show figures"
    )
    ce_broker: CEBroker | None = Field(
        default=None, description="how completions are reported to CE Broker"
    )
    retired_ids: tuple[Identifier, ...] = Field(
        default=(), description="ids that were published once and are never used again"
    )
    checks_left_out: dict[str, Text] = Field(
        default={}, description="codes that `course check` leaves out, each with the reason"
    )

    @property
    def issuer(self) -> str:
        """The provider's identifier by the did:web method, which the site's address gives."""
        url = self.site_url
        default_port = {"https": 443, "http": 80}[url.scheme]
        port = f"%3A{url.port}" if url.port and url.port != default_port else ""
        path = (url.path or "/").strip("/").replace("/", ":")
        return f"did:web:{url.host}{port}" + (f":{path}" if path else "")

    def approvals_on(self, day: date) -> list[Approval]:
        """Return the approvals that cover a completion on ``day``, in the order of the file.

        One for another format or for another title covers none.
        """
        return [
            approval
            for approval in self.approvals
            if approval.covers(day) and approval.holds_for(self.title)
        ]
