"""What an author may write in ``course.yml`` and in the front matter of a page."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AnyHttpUrl, Field, StringConstraints, model_validator

from coursekit.content.credit_models import Credit
from coursekit.content.typed import Strict, Text

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""An author-given id: lower-case letters, digits and hyphens, at most 40, never used again."""

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


TimeZoneName = Annotated[str, AfterValidator(_known_zone)]
"""The name of a time zone in the IANA database."""


class Provider(Strict):
    """Who issues certificates and answers for them."""

    name: Text = Field(description="as printed on certificates")
    address: Text = Field(description="postal address on one line, as printed")
    email: Text = Field(description="where learners send their requests")
    url: Text = Field(description="the provider's own site")
    signatory_name: Text = Field(description="who signs certificates")
    signatory_title: Text = Field(description="what that person is")
    timezone: TimeZoneName = Field(
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


class ExamDraw(Strict):
    """How many questions of an objective and of some levels each attempt asks."""

    objective: Identifier = Field(description="the objective that they serve")
    levels: Annotated[tuple[BloomLevel, ...], Field(min_length=1)] = Field(
        description="cognitive levels from which they are drawn"
    )
    items: Annotated[int, Field(ge=1)] = Field(default=1, description="how many are drawn")


class SafetyItem(Strict):
    """A question that nobody may miss, and the scene to read for whoever does."""

    item: Identifier = Field(description="the exam question")
    scene: Text = Field(description="file and section to read again, from the course's folder")


class Exam(Strict):
    """The final exam: where its questions are and what passes."""

    title: Text = Field(description="what the exam is called")
    bank: Text = Field(
        default="quizzes/exam", description="folder of the exam's questions, inside or outside"
    )
    pass_percent: Annotated[int, Field(ge=1, le=100)] = Field(
        default=80, description="share of right answers that passes, in percent"
    )
    attestation: Text = Field(description="the statement that a learner signs")
    blueprint: tuple[ExamDraw, ...] = Field(
        default=(), description="what each attempt asks; the whole bank, unless given"
    )
    safety: tuple[SafetyItem, ...] = Field(
        default=(), description="questions that send whoever misses them to a scene"
    )

    @property
    def drawn(self) -> int | None:
        """How many questions an attempt asks by the blueprint; None without one."""
        return sum(draw.items for draw in self.blueprint) or None


class Approval(Strict):
    """An approval that the provider holds, exactly as the approving body granted it."""

    body: Text = Field(description="who granted it")
    number: Text = Field(description="the provider's or the course's number")
    statement: Text = Field(description="the body's statement, word for word")
    delivery_format: Literal[
        "Reading-based asynchronous (self-paced, non-interactive) distance learning"
    ] = Field(description="the format that was approved; a course of texts has this one only")
    valid_from: date = Field(description="first day of the approval")
    valid_to: date = Field(description="last day of the approval")

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

    id: Identifier = Field(description="the course's own id; learners' files name it")
    title: Text = Field(description="as approved and as printed on certificates")
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+(\.[0-9]+)?$")] = Field(
        description="year and number of this version, such as 2026.1"
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
    authors: Annotated[list[Text], Field(min_length=1)] = Field(
        description="each with degrees and license, as printed on certificates"
    )
    provider: Provider = Field(description="who issues certificates")
    modules: Annotated[list[Identifier], Field(min_length=1)] = Field(
        description="the modules in their order, by the names of their files"
    )
    credit: Credit = Field(description="contact hours and how they are counted")
    exam: Exam = Field(description="the final exam")
    approvals: tuple[Approval, ...] = Field(
        default=(), description="approvals that the provider holds; none unless granted"
    )
    not_approved_notice: Text = Field(
        description="what a certificate says when no approval covers it"
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
        """Return the approvals that cover a completion on ``day``."""
        return [approval for approval in self.approvals if approval.covers(day)]


class Objective(Strict):
    """What a learner can do after a module; ``text`` begins with a verb one can observe."""

    id: Identifier = Field(description="its id, which questions name")
    text: Text = Field(description="begins with a verb one can observe")


Structure = Literal[
    "polyamorous",
    "polyfidelity",
    "open",
    "swinging",
    "solo",
    "relationship anarchy",
    "mono-poly",
    "plural marriage",
    "monogamous",
    "queerplatonic",
    "other",
]
"""How a person of a scene lives with others, as the course's scenes name it."""


class CastMember(Strict):
    """A person in a page's scenes, so that an audit can say who is shown and how."""

    name: Text = Field(description="as in the scene")
    age: Annotated[int, Field(ge=0, le=120)] | None = Field(
        default=None, description="as in the scene"
    )
    race: Text = Field(description="race or ethnicity; begins with White, or names the group")
    gender: Text = Field(description="as in the scene")
    work: Text | None = Field(default=None, description="occupation, which also tells of class")
    disability: Text | None = Field(default=None, description="where the scene names one")
    structure: Structure = Field(default="other", description="how the person lives with others")
    role: Literal["client", "partner", "metamour", "child", "kin", "friend", "professional"] = (
        Field(description="part in the scene")
    )
    choice: Literal["monogamy"] | None = Field(
        default=None, description="where the scene shows choosing monogamy as a good choice"
    )


class ModuleFrontMatter(Strict):
    """The front matter of ``modules/SLUG.md``."""

    title: Text = Field(description="the page's title; the text has no heading of level 1")
    summary: Text = Field(description="one sentence below the title")
    objectives: Annotated[list[Objective], Field(min_length=1)] = Field(
        description="what a learner can do afterwards"
    )
    content_note: Text = Field(description="what may be hard to read")
    reviewed: date = Field(description="when the text was last checked against its sources")
    cast: tuple[CastMember, ...] = Field(default=(), description="the people in its scenes")


class QuestionAttributes(Strict):
    """The attributes in the heading of a question: ``## Title {#id objective="…" level="…"}``."""

    id: Identifier = Field(description="written as #id")
    objective: Identifier = Field(description="the objective of the module that it serves")
    level: BloomLevel = Field(description="cognitive level, by Bloom's taxonomy")
    before: Annotated[
        bool, Field(description="answered cold, before the lesson; feedback waits")
    ] = False
    multiple: Annotated[bool, Field(description="several options are right")] = False


class DecisionAttributes(Strict):
    """The options of a decision point in a vignette or a case."""

    id: Identifier = Field(description="the decision's id")
    objective: Identifier = Field(description="the objective of the module that it serves")


class CaseFrontMatter(Strict):
    """The front matter of ``case_studies/SLUG.md``."""

    title: Text = Field(description="the page's title")
    summary: Text = Field(description="one sentence")
    required: bool = Field(default=False, description="whether the certificate asks for it")
    modules: tuple[Identifier, ...] = Field(default=(), description="the modules it belongs to")
    content_note: Text = Field(description="what may be hard to read")
    reviewed: date = Field(description="when the text was last checked against its sources")
    cast: tuple[CastMember, ...] = Field(default=(), description="the people in its scenes")


class ToolFrontMatter(Strict):
    """The front matter of ``docs/tools/SLUG.md``."""

    title: Text = Field(description="the tool's name")
    summary: Text = Field(description="what it is, in one sentence")


class LawEntry(Strict):
    """One statement about law or an ethics code, with where it holds and how sure it is."""

    id: Identifier = Field(description="the entry's id, which pages name")
    jurisdiction: Text = Field(
        description="where it holds; only what stands before a semicolon is shown within a text"
    )
    topic: Text = Field(description="what it is about")
    statement: Text = Field(description="what holds there, in one or two sentences")
    source: Text = Field(description="a key of the bibliography")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure it is")
    checked: date = Field(description="when somebody last looked")
    check_again: date = Field(description="from this day on the entry counts as past its date")

    @model_validator(mode="after")
    def _dates_in_order(self) -> "LawEntry":
        if self.check_again <= self.checked:
            raise ValueError("`check_again` is not after `checked`")
        return self


class Law(Strict):
    """``docs/law.yml``: every legal statement of the course, in one place."""

    entries: tuple[LawEntry, ...] = Field(description="the statements")


class Promise(Strict):
    """Something that the course was to deliver, and what serves it."""

    source: Text = Field(description="where it was promised; promises of one source stand together")
    promise: Text = Field(description="what was promised, in a few words")
    objectives: tuple[Identifier, ...] = Field(
        default=(), description="objectives that serve it; their modules, questions and cases count"
    )
    pages: tuple[Text, ...] = Field(
        default=(), description="other files that serve it, from the course's folder"
    )


class Coverage(Strict):
    """``docs/coverage.yml``: what was promised, and where the course keeps it."""

    promises: tuple[Promise, ...] = Field(description="one entry for each promise")


class Word(Strict):
    """A word or phrase that the course does not use, and what it says instead."""

    avoid: Text = Field(description="word or phrase; case does not matter")
    use: Text = Field(description="what to write instead")
    unless: Text | None = Field(
        default=None, description="a phrase that makes it right when it stands around the word"
    )


class GradeRange(Strict):
    """Reading grades, by the formula of Flesch and Kincaid, between which pages are to be."""

    pages: Text = Field(description="which files, as a pattern such as docs/client-guide/*.md")
    lowest: Annotated[float, Field(ge=0, le=20)] = Field(description="lowest grade")
    highest: Annotated[float, Field(ge=0, le=20)] = Field(description="highest grade")


class Style(Strict):
    """``style.yml``: the course's own words and reading grades."""

    words: tuple[Word, ...] = Field(default=(), description="words that are not used")
    grades: tuple[GradeRange, ...] = Field(default=(), description="reading grades of pages")
