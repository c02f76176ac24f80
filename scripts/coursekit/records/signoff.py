"""``course-signoff/1``: what a supervisor attests of a supervisee, and on what basis."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from coursekit.content.typed import Identifier
from coursekit.records.completion import CheckCode, CompletedCourse, HandedInBy
from coursekit.records.saved import SavedFileError, first_problem, format_of, what_it_is
from coursekit.records.text import line_of, text_of
from coursekit.records.times import Day

SIGNOFF = "course-signoff/1"
NOT_OBSERVED = "not-observed"
RATINGS = (NOT_OBSERVED, "emerging", "developing", "competent", "strong")
BASES = (
    "discussion",
    "case-presentation",
    "role-play",
    "recording",
    "live-observation",
    "written-work",
    "self-report-only",
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Supervisor(_Part):
    """Who signs off."""

    name: line_of(80)
    credential: line_of(80) | None = None
    license: line_of(40) | None = None


class RatedCompetence(_Part):
    """One competence with its rating and what the rating rests on; without one it rests on nothing.

    What was not observed has no basis.
    """

    competence: Identifier
    rating: Literal[RATINGS]
    basis: Literal[BASES] | None = None
    note: text_of(500) | None = None

    @model_validator(mode="after")
    def _basis_of_the_rating(self):
        if self.rating != NOT_OBSERVED and self.basis is None:
            raise ValueError("a rating without its basis")
        return self


class Session(_Part):
    """One supervision session; nothing about a client."""

    date: Day
    minutes: Annotated[int, Field(strict=True, ge=1, le=600)]
    kind: Literal["individual", "group"]
    modules: Annotated[tuple[Identifier, ...], Field(max_length=60)] = ()


class Signoff(_Part):
    """A whole sign-off."""

    model_config = ConfigDict(
        title="A supervisor's attestation",
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:course:course-signoff/1",
        },
    )

    format: Literal["course-signoff/1"]
    course: CompletedCourse
    supervisor: Supervisor
    learner: HandedInBy
    date: Day
    about: Annotated[CheckCode, Field(description="the completion file's check code")] | None = None
    items: Annotated[tuple[RatedCompetence, ...], Field(max_length=200)]
    sessions: Annotated[tuple[Session, ...], Field(max_length=200)] = ()
    statement: text_of(600)


class SignoffError(SavedFileError):
    """A file that is no sign-off, or cannot be read as one."""


def signoff_in(data: dict[str, Any]) -> Signoff:
    """Return the sign-off that the parsed file ``data`` holds.

    Raises:
        SignoffError: it holds none; the message says what it is instead, or what is wrong.
    """
    if format_of(data) != SIGNOFF:
        raise SignoffError(what_it_is(data))
    try:
        return Signoff.model_validate(data)
    except ValidationError as error:
        raise SignoffError(first_problem(error)) from None
