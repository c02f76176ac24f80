"""What an author may write under ``approvals`` in ``course.yml``."""

import re
from datetime import date
from itertools import combinations
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from coursekit.content.credit_models import Hours
from coursekit.content.printed import printed_hours, printed_period, printed_types
from coursekit.content.typed import Strict, printed

Format = Literal["self-paced reading", "self-paced recording", "live online", "in person"]
"""How a course can be delivered, as approving bodies tell formats apart."""

COURSE_FORMAT: Format = "self-paced reading"
"""The only format that a static text course can have."""

_CEU = re.compile(r"\bCEUs?\b", re.IGNORECASE)
_SLOT = re.compile(r"\{([^{}]*)\}")


def _not_ceu(unit: str) -> str:
    if _CEU.search(unit):
        raise ValueError(
            "one CEU is ten contact hours (IACET), so boards misread it; write `CE hours`, "
            "`contact hours` or the body's own word for an hour"
        )
    return unit


class CreditType(Strict):
    """A part of an approval's hours that the body counts as a type of its own."""

    type: printed(40) = Field(description="the body's word for it, such as clinical or ethics")
    hours: Hours = Field(description="how many of the approval's hours are of this type")


class Approval(Strict):
    """An approval that the provider holds, exactly as the approving body granted it.

    A renewal is an entry of its own: the old one stays for the certificates of its period.
    """

    body: printed(80) = Field(description="who granted it, as certificates name it")
    number: printed(40) = Field(description="the number that the body gave")
    of: Literal["provider", "course"] = Field(
        default="provider", description="what was approved and numbered: the provider or the course"
    )
    formats: tuple[Format, ...] = Field(
        description=f"the formats that were approved; a course of texts is `{COURSE_FORMAT}`"
    )
    valid_from: date = Field(description="first day of the approval")
    valid_to: date = Field(description="last day of the approval")
    hours: Hours = Field(description="credit that the body gives for the whole course")
    unit: Annotated[printed(30), AfterValidator(_not_ceu)] = Field(
        default="CE hours",
        description="what the body calls its hours, such as CE hours, contact hours or NBCC hours",
    )
    types: Annotated[tuple[CreditType, ...], Field(max_length=6)] = Field(
        default=(), description="types of credit, where the body tells types; they add up to hours"
    )
    course_title: printed(160) | None = Field(
        default=None,
        description="the course's title as approved; required of the approval of a course",
    )
    statement: printed(700) = Field(
        description="the body's statement, word for word; {number}, {hours}, {types}, {from} and "
        "{to} stand for the values above, the days as 01/31/2027"
    )

    @model_validator(mode="after")
    def _whole(self) -> "Approval":
        if self.valid_to < self.valid_from:
            raise ValueError("`valid_to` is before `valid_from`")
        counted = sum(item.hours for item in self.types)
        if self.types and counted != self.hours:
            raise ValueError(
                f"`types` add up to {counted} and `hours` is {self.hours}; a board compares the two"
            )
        if self.of == "course" and self.course_title is None:
            raise ValueError("add `course_title`, the title under which the body approved it")
        unknown = set(_SLOT.findall(self.statement)) - set(self._slots())
        if unknown:
            raise ValueError(
                f"`statement` has {{{min(unknown)}}}, which stands for nothing; "
                f"known: {', '.join(f'{{{name}}}' for name in self._slots())}"
            )
        return self

    @property
    def heading(self) -> str:
        """Who approved what, under which number and for how long."""
        period = printed_period(self.valid_from, self.valid_to)
        return f"{self.body}, {self.of} number {self.number}, {period}"

    @property
    def printed_statement(self) -> str:
        """The statement with its values filled in."""
        slots = self._slots()
        return _SLOT.sub(lambda slot: slots[slot[1]], self.statement)

    def covers(self, day: date) -> bool:
        """Tell whether a completion on ``day`` falls inside the approval's period."""
        return self.valid_from <= day <= self.valid_to

    def holds_for(self, title: str) -> bool:
        """Tell whether it covers a course of texts under ``title``, the period aside."""
        return COURSE_FORMAT in self.formats and self.course_title in (None, title)

    def _slots(self) -> dict[str, str]:
        return {
            "number": self.number,
            "hours": printed_hours(self.hours),
            "types": printed_types((item.type, item.hours) for item in self.types),
            "from": f"{self.valid_from:%m/%d/%Y}",
            "to": f"{self.valid_to:%m/%d/%Y}",
        }


def refuse_overlaps(approvals: tuple[Approval, ...]) -> tuple[Approval, ...]:
    """Return ``approvals`` when no body granted two for one day.

    Raises:
        ValueError: a certificate of some day would count one body's credit twice.
    """
    for one, other in combinations(approvals, 2):
        start, end = max(one.valid_from, other.valid_from), min(one.valid_to, other.valid_to)
        if one.body == other.body and start <= end:
            raise ValueError(
                f"two approvals by {one.body} hold on {start}, and a certificate of that day would "
                "count its credit twice; end one before the other begins, or name the boards apart"
            )
    return approvals
