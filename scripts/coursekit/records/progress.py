"""``course-progress/1``: a learner's private copy of what their browser keeps.

Only the learner's browser reads it; the model is here to publish its schema, and to test that what
the browser saves is what the schema says.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from coursekit.content.typed import Identifier

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Letters = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[a-z]$")]], Field(max_length=26)
]


class _Kept(BaseModel):
    """Members of a newer version are kept, so unknown ones are allowed."""

    model_config = ConfigDict(extra="allow", frozen=True)


class FirstTry(_Kept):
    """The first try, and how sure the learner was of it, in percent."""

    t: AwareDatetime
    v: Letters
    ok: bool
    sure: Annotated[int, Field(ge=0, le=100)] | None = None


class Entry(_Kept):
    """What was chosen under one wording; in a decision ``v`` holds what was opened, in order."""

    v: Letters
    ok: bool
    t: AwareDatetime
    n: Annotated[int, Field(ge=1)]
    first: FirstTry
    shown: AwareDatetime | None = None


Entries = dict[Identifier, dict[Hash, Entry]]
"""By the id of a question or decision, then by the hash of its wording."""


class Note(_Kept):
    """What was written in a box."""

    text: Annotated[str, StringConstraints(max_length=20_000)]
    t: AwareDatetime


class LastPlace(_Kept):
    """The section last read."""

    t: AwareDatetime
    at: str


class Switch(_Kept):
    """Something that is on or off, since ``t``."""

    t: AwareDatetime
    v: bool


class UnitRecord(_Kept):
    """One module, case or scene."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    unit: Identifier
    opened: AwareDatetime | None = None
    completed: AwareDatetime | None = None
    last: LastPlace | None = None
    read: Switch | None = None
    sections: dict[str, AwareDatetime] = {}
    answers: Entries = {}
    decisions: Entries = {}
    notes: dict[Identifier, Note] = {}


class DrawnQuestion(_Kept):
    """A question of an attempt, as it is shown."""

    question: Identifier
    hash: Hash
    shown: Letters


class Drawn(_Kept):
    """What an attempt asks."""

    t: AwareDatetime
    order: list[DrawnQuestion]


class ExamAnswer(_Kept):
    """An answer under the wording ``h``."""

    h: Hash
    v: Letters
    t: AwareDatetime


class HandedIn(_Kept):
    """The answers of an attempt as they were handed in."""

    t: AwareDatetime
    answers: dict[Identifier, ExamAnswer]


class Attempt(_Kept):
    """One attempt at the exam; ``closed`` when the next one began, and its answers are gone."""

    number: Annotated[int, Field(ge=1)]
    request: str
    started: AwareDatetime
    submitted: AwareDatetime | None = None
    closed: AwareDatetime | None = None
    drawn: Drawn
    answers: dict[Identifier, ExamAnswer] = {}
    handed: HandedIn | None = None
    marked: dict[Identifier, Switch] = {}


class ExamRecord(_Kept):
    """Every attempt, by the id of its request."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    attempts: dict[str, Attempt]


class Rating(_Kept):
    """A rating of one line, 0 for "not applicable", and how sure the learner is in percent."""

    t: AwareDatetime
    v: Annotated[int, Field(ge=0, le=9)] | None = None
    sure: Annotated[int, Field(ge=0, le=100)] | None = None


class Ratings(_Kept):
    """The self-assessment: before, after, and the start as seen from the end."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    before: dict[Identifier, Rating]
    then: dict[Identifier, Rating]
    after: dict[Identifier, Rating]


class EvaluationValue(_Kept):
    """One answer of the evaluation."""

    t: AwareDatetime
    v: int | str


class EvaluationRecord(_Kept):
    """Answers by the name of the field: the id of the question, or id/unit."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    answers: dict[str, EvaluationValue]


class ReviewSet(_Kept):
    """The questions that a review session drew on a day, and how the first try went, by id."""

    t: AwareDatetime
    day: str
    questions: list[Identifier]
    past: list[Identifier]
    right: dict[Identifier, bool]


class ReviewRecord(_Kept):
    """What was drawn for each session, and what was written about the planned change."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    drawn: dict[str, ReviewSet]
    notes: dict[str, Note] = {}


class AssignmentsRecord(_Kept):
    """Each assignment by its link, and whether it is accepted or was taken away again."""

    schema_version: Annotated[Literal[2], Field(alias="schema")]
    accepted: dict[str, Switch]


class CourseTaken(_Kept):
    """Which course the copy belongs to, and in which version it was saved."""

    id: Identifier
    version: Annotated[str, StringConstraints(max_length=40)]


class ProgressCopy(_Kept):
    """The whole copy."""

    model_config = ConfigDict(
        title="A learner's private copy of their progress",
        extra="allow",
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:course:course-progress/1",
        },
    )

    format: Literal["course-progress/1"]
    course: CourseTaken
    saved: AwareDatetime
    device: str | None = None
    units: dict[Identifier, UnitRecord]
    exam: ExamRecord | None = None
    ratings: Ratings | None = None
    evaluation: EvaluationRecord | None = None
    review: ReviewRecord | None = None
    assignments: AssignmentsRecord | None = None
