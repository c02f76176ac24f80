"""``course-completion/1``: what a learner hands to a supervisor; no answers, no notes."""

import base64
import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from coursekit.content.typed import Identifier
from coursekit.records.errors import RequestError
from coursekit.records.text import line_of

COMPLETION = "course-completion/1"
LARGEST_COMPLETION = 1_000_000
"""Bytes; a course of sixty modules with all objectives is about 60 kB."""

CheckCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
]
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_PERCENT = Annotated[int, Field(ge=0, le=100)]
_COUNT = Annotated[int, Field(ge=0, le=500)]


class CompletionError(RequestError):
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
    due: date | None = None


class Assignment(_Part):
    """The assignment as it was written in the supervisor's link."""

    id: line_of(24) | None = None
    title: line_of(80) | None = None
    by: line_of(80) | None = None
    modules: Annotated[tuple[AssignedModule, ...], Field(min_length=1, max_length=60)]
    accepted: AwareDatetime


class ObjectiveScore(_Part):
    """How practice on one objective went: questions answered, and right at the first try."""

    answered: _COUNT
    right: _COUNT


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
    completed: AwareDatetime | None = None
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
    issued: AwareDatetime
    learner: HandedInBy
    assignment: Assignment | None = None
    modules: Annotated[tuple[ModuleStatus, ...], Field(max_length=60)]
    ratings: Annotated[
        dict[Identifier, Annotated[int, Field(ge=0, le=9)]] | None, Field(max_length=200)
    ] = None
    check: Annotated[CheckCode, Field(description="finds slips and edits; it is no signature")]


def check_code(data: dict[str, Any]) -> str:
    """Return the code of a completion file: ``22MT-RE3Q``.

    It is the first 40 bits of SHA-256 over the file's canonical JSON (RFC 8785) without ``check``,
    in Crockford's base 32.
    """
    whole = {name: value for name, value in data.items() if name != "check"}
    digest = hashlib.sha256(rfc8785.dumps(whole)).digest()[:5]
    code = base64.b32encode(digest).decode().translate(_CROCKFORD)
    return f"{code[:4]}-{code[4:]}"


def read_completion(raw: bytes) -> tuple[Completion, bool]:
    """Read a completion file.

    Returns:
        The completion, and whether its check code fits: an edited file is read and told apart.

    Raises:
        CompletionError: not a completion; the message says what it is instead, or what is wrong.
    """
    if len(raw) > LARGEST_COMPLETION:
        raise CompletionError("too large for a completion file")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise CompletionError("not a file that this site saved") from None
    if not isinstance(data, dict) or data.get("format") != COMPLETION:
        raise CompletionError(_what_it_is(data))
    try:
        completion = Completion.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise CompletionError(f"`{place}`: {first['msg'].removeprefix('Value error, ')}") from None
    return completion, check_code(data) == completion.check


def _refuse(text: str) -> None:
    raise ValueError(text)


def _what_it_is(data: Any) -> str:
    """Say what a file of another format is."""
    known = {
        "course-progress/1": "a private copy of somebody's progress; delete it and ask for the "
        "completion file",
        "course-request/1": "a certificate request, which is for the provider",
        "course-request/1 sealed": "a certificate request, which is for the provider",
        "course-signoff/1": "a sign-off, which a supervisor made",
    }
    found = data.get("format") if isinstance(data, dict) else None
    return (
        known.get(found, "not a completion file")
        if isinstance(found, str)
        else ("not a completion file")
    )
