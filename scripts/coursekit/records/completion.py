"""``course-completion/1``: what a learner hands to a supervisor; no answers, no notes."""

import base64
import hashlib
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from coursekit.content.typed import Identifier
from coursekit.records.canonical_json import canonical_json
from coursekit.records.saved import (
    SavedFileError,
    first_problem,
    format_of,
    parse_saved,
    what_it_is,
)
from coursekit.records.text import line_of
from coursekit.records.times import Day, Moment

COMPLETION = "course-completion/1"

CheckCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
]
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_PERCENT = Annotated[int, Field(strict=True, ge=0, le=100)]
_COUNT = Annotated[int, Field(strict=True, ge=0, le=500)]
_RATING = Annotated[int, Field(strict=True, ge=0, le=9)]


class CompletionError(SavedFileError):
    """A file that is no completion, or cannot be read as one."""


class _Part(BaseModel):
    """Unknown members are refused: the learner saw everything that is in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CompletedCourse(_Part):
    """Which course, in which version."""

    id: Identifier
    version: line_of(40)


class HandedInBy(_Part):
    """Who hands in; ``ref`` is a staff or student number, if the agency asks for one."""

    name: line_of(80)
    ref: line_of(40) | None = None


class AssignedModule(_Part):
    """A module of an assignment, and the last day for it."""

    id: Identifier
    due: Day | None = None


class Assignment(_Part):
    """The assignment as it was written in the supervisor's link."""

    id: line_of(24) | None = None
    title: line_of(80) | None = None
    by: line_of(80) | None = None
    modules: Annotated[tuple[AssignedModule, ...], Field(min_length=1, max_length=60)]
    accepted: Moment


class ObjectiveScore(_Part):
    """How practice on one objective went: questions answered, and right at the first try."""

    answered: _COUNT
    right: _COUNT

    @model_validator(mode="after")
    def _right_among_answered(self):
        if self.right > self.answered:
            raise ValueError("more right than answered")
        return self


class ModuleStatus(_Part):
    """One module or case.

    Attributes:
        id: its id.
        status: as the learner's browser knows it.
        completed: when nothing was left to do for the first time.
        score: practice right at the first try, in percent of what was answered.
        questions: how many questions and scored decisions were answered.
        objectives: the same by objective.
    """

    id: Identifier
    status: Literal["not-started", "started", "completed"]
    completed: Moment | None = None
    score: _PERCENT | None = None
    questions: _COUNT = 0
    objectives: Annotated[dict[Identifier, ObjectiveScore], Field(max_length=40)] = {}


class Completion(_Part):
    """A whole completion file."""

    model_config = ConfigDict(
        title="What a learner hands to a supervisor",
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:course:course-completion/1",
        },
    )

    format: Literal["course-completion/1"]
    course: CompletedCourse
    issued: Moment
    learner: HandedInBy
    assignment: Assignment | None = None
    modules: Annotated[tuple[ModuleStatus, ...], Field(max_length=60)]
    ratings: Annotated[dict[Identifier, _RATING] | None, Field(max_length=200)] = None
    check: Annotated[CheckCode, Field(description="finds slips and edits; it is no signature")]


def check_code(data: dict[str, Any]) -> str:
    """Return the code of a completion file: ``22MT-RE3Q``.

    It is the first 40 bits of SHA-256 over the file's canonical JSON (RFC 8785) without ``check``,
    in Crockford's base 32.

    Args:
        data: has names in ASCII, texts and whole numbers, as a completion does.
    """
    whole = {name: value for name, value in data.items() if name != "check"}
    digest = hashlib.sha256(canonical_json(whole)).digest()[:5]
    code = base64.b32encode(digest).decode().translate(_CROCKFORD)
    return f"{code[:4]}-{code[4:]}"


def read_completion(raw: bytes) -> tuple[Completion, bool]:
    """Read a completion file.

    Returns:
        The completion, and whether its check code fits: an edited file is read and told apart.

    Raises:
        SavedFileError: not a completion; the message says what it is instead, or what is wrong.
    """
    data = parse_saved(raw)
    completion = completion_in(data)
    return completion, check_code(data) == completion.check


def completion_in(data: dict[str, Any]) -> Completion:
    """Return the completion that the parsed file ``data`` holds.

    Raises:
        CompletionError: it holds none; the message says what it is instead, or what is wrong.
    """
    if format_of(data) != COMPLETION:
        raise CompletionError(what_it_is(data))
    try:
        return Completion.model_validate(data)
    except ValidationError as error:
        raise CompletionError(first_problem(error)) from None
