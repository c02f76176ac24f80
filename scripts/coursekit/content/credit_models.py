"""What an author may write under ``credit`` in ``course.yml``."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from coursekit.content.typed import Strict, Text

Hours = Annotated[Decimal, Field(gt=0, multiple_of=Decimal("0.25"))]
"""Hours in quarters: no rule of the field counts in smaller steps."""


class CreditBody(Strict):
    """An approving body and the rule by which it turns a text course into credit.

    An entry is arithmetic only; that a body approved anything stands in ``approvals``.
    """

    body: Text = Field(description="the body's name, as the report shows it")
    rule: Literal["words", "mergener", "time", "lowest", "pilot-first"] = Field(
        default="lowest",
        description="words: words_per_hour; mergener: the formula; time: plain reading time; "
        "lowest: the lowest of words, mergener and the pilot's median, as far as they are known; "
        "pilot-first: the pilot's median when enough readers timed it, else as lowest",
    )
    words_per_hour: Annotated[int, Field(ge=1000)] | None = Field(
        default=None, description="the body's own count; the course's, unless given"
    )
    step: Hours = Field(
        default=Decimal("0.25"), description="hours are rounded down to a multiple of this"
    )
    minimum: Hours = Field(
        default=Decimal(1), description="the least the body grants; below it there is none"
    )


class CreditGuards(Strict):
    """What keeps a declared number of hours honest, whichever rule is applied."""

    words_per_hour_least: Annotated[int, Field(ge=1)] = Field(
        default=3500, description="fewer words for each hour than this is a finding"
    )
    words_per_hour_low: Annotated[int, Field(ge=1)] = Field(
        default=5000, description="fewer words for each hour than this is a warning"
    )
    difference_percent: Annotated[int, Field(ge=0)] = Field(
        default=33, description="methods that differ by more than this are a warning"
    )
    questions_first_hour: Annotated[int, Field(ge=0)] = Field(
        default=10, description="exam questions that the formula counts for the first hour"
    )
    questions_further_hour: Annotated[int, Field(ge=0)] = Field(
        default=8, description="exam questions that the formula counts for each hour after it"
    )
    pilot_readers: Annotated[int, Field(ge=1)] = Field(
        default=5, description="timings below this number are shown and not used"
    )


class Credit(Strict):
    """How many contact hours (of 60 minutes) the course declares, and how they are computed."""

    contact_hours: Hours = Field(description="hours that certificates state")
    words_per_hour: Annotated[int, Field(ge=1000)] = Field(
        default=6000, description="words that count as one hour"
    )
    words_per_minute: Annotated[int, Field(ge=50, le=1000)] = Field(
        default=200, description="plain reading time of the syllabus and of the rule `time`"
    )
    minutes_per_question: Annotated[Decimal, Field(gt=0, le=10)] = Field(
        default=Decimal(1), description="time to answer one question"
    )
    difficulty: Annotated[Decimal, Field(ge=1, le=5)] | None = Field(
        default=None,
        description="1 very easy, 2 somewhat easy, 3 moderate, 4 difficult, 5 very difficult",
    )
    difficulty_set_by: Text | None = Field(
        default=None, description="the named reviewer, not an author, who judged the difficulty"
    )
    pilot_minutes: tuple[Annotated[Decimal, Field(gt=0)], ...] = Field(
        default=(), description="how long each reader of a pilot took for the whole course"
    )
    bodies: tuple[CreditBody, ...] = Field(
        default=(), description="bodies whose rules `course credit` applies"
    )
    guards: CreditGuards = Field(
        default=CreditGuards(), description="limits that keep the declared hours honest"
    )

    @model_validator(mode="after")
    def _somebody_set_the_difficulty(self) -> "Credit":
        if self.difficulty is not None and self.difficulty_set_by is None:
            raise ValueError("`difficulty` needs `difficulty_set_by`, the reviewer who judged it")
        return self
