"""What an author may write in the front matter of a page, and as the options of its parts."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.content.exam_models import BloomLevel
from coursekit.content.typed import Identifier, Strict, Text


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
    confidence: Annotated[
        bool, Field(description="asks how sure the learner is, for the calibration view")
    ] = False


class DecisionAttributes(Strict):
    """The options of a decision point in a vignette, a case or a scene."""

    id: Identifier = Field(description="the decision's id")
    objective: Identifier = Field(description="the objective of the module that it serves")
    scored: bool = Field(
        default=False, description="whether the first choice counts in the module's score"
    )


class WriteAttributes(Strict):
    """The options of a `write` block, a box in which a learner writes before reading on."""

    id: Identifier = Field(
        description="the box's id, under which a learner's device keeps the text"
    )


class CaseFrontMatter(Strict):
    """The front matter of ``case_studies/SLUG.md``."""

    title: Text = Field(description="the page's title")
    summary: Text = Field(description="one sentence")
    required: bool = Field(default=False, description="whether the certificate asks for it")
    modules: tuple[Identifier, ...] = Field(default=(), description="the modules it belongs to")
    content_note: Text = Field(description="what may be hard to read")
    reviewed: date = Field(description="when the text was last checked against its sources")
    cast: tuple[CastMember, ...] = Field(default=(), description="the people in its scenes")


class SceneFrontMatter(Strict):
    """The front matter of ``docs/scenes/SLUG.md``: a short scene for a missed safety question."""

    title: Text = Field(description="the page's title")
    summary: Text = Field(description="one sentence")
    content_note: Text = Field(description="what may be hard to read")
    reviewed: date = Field(description="when the text was last checked against its sources")
    cast: tuple[CastMember, ...] = Field(default=(), description="the people in the scene")


class ToolFrontMatter(Strict):
    """The front matter of ``docs/tools/SLUG.md``."""

    title: Text = Field(description="the tool's name")
    summary: Text = Field(description="what it is, in one sentence")
