"""What is kept of one completion file: little, since there may be ten thousand of them."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal, NamedTuple

from coursekit.records.completion import Completion
from coursekit.reports.people import Key, key_of

Status = Literal["completed", "in-progress", "not-started"]

_STATUS: dict[str, Status] = {
    "completed": "completed",
    "started": "in-progress",
    "not-started": "not-started",
}


class UnitState(NamedTuple):
    """One module or case of one person, as the file tells it; days as ``2026-03-01``, or empty."""

    unit: str
    status: Status
    completed: str
    score: int | None
    assigned: bool
    due: str


class Practice(NamedTuple):
    """How practice on one objective in one unit went: answered, and right at the first try."""

    unit: str
    objective: str
    answered: int
    right: int


@dataclass(slots=True)
class Standing:
    """One completion file.

    Attributes:
        file: the name of the file.
        name: of the person, as typed.
        ref: staff or student number, as typed.
        issued: milliseconds since 1970, to tell which of two files is newer.
        handed_in: the day of that on the supervisor's calendar.
        fits: whether the check code fits; otherwise the file was edited.
        code: the check code that fits.
        has_assignment: whether the file answers an assignment.
        units: the modules and cases in it, and those assigned that are not.
        practice: how practice went, one `Practice` after the other, laid flat to save room.
        older: how many other files of the person there are.
    """

    file: str
    name: str
    ref: str
    issued: int
    handed_in: str
    fits: bool
    code: str
    has_assignment: bool
    units: tuple[UnitState, ...]
    practice: tuple[str | int, ...]
    older: int = 0

    @property
    def key(self) -> Key:
        """The person."""
        return key_of(self.name, self.ref)

    @property
    def rank(self) -> tuple[int, bool, str]:
        """What decides which file of a person counts: the highest, in whatever order they come."""
        return self.issued, self.fits, self.code

    def practiced(self) -> Iterator[Practice]:
        """Give how practice went, by unit and objective."""
        for place in range(0, len(self.practice), len(Practice._fields)):
            yield Practice(*self.practice[place : place + len(Practice._fields)])


def standing_of(
    file: str, completion: Completion, code: str, *, zone: tzinfo | None = None
) -> Standing:
    """Return what to keep of ``completion``.

    Args:
        file: the name of the file.
        completion: what is in it.
        code: the check code that its content has; an edited file states another.
        zone: of the supervisor's calendar; that of this computer, unless given.
    """
    learner = completion.learner
    return Standing(
        file=file,
        name=learner.name,
        ref=learner.ref or "",
        issued=_milliseconds(completion.issued),
        handed_in=_day(completion.issued, zone),
        fits=code == completion.check,
        code=code,
        has_assignment=completion.assignment is not None,
        units=tuple(_units(completion, zone)),
        practice=tuple(_practice(completion)),
    )


def _units(completion: Completion, zone: tzinfo | None) -> Iterator[UnitState]:
    assigned = completion.assignment.modules if completion.assignment else ()
    due = {module.id: module.due.isoformat() if module.due else "" for module in assigned}
    told = {module.id: module for module in completion.modules}
    for unit, module in told.items():
        done = module.completed if module.status == "completed" else None
        yield UnitState(
            sys.intern(unit),
            _STATUS[module.status],
            _day(done, zone) if done else "",
            module.score,
            unit in due,
            sys.intern(due.get(unit, "")),
        )
    for unit, day in due.items():
        if unit not in told:
            yield UnitState(sys.intern(unit), "not-started", "", None, True, sys.intern(day))


def _practice(completion: Completion) -> Iterator[str | int]:
    for module in {module.id: module for module in completion.modules}.values():
        for objective, score in module.objectives.items():
            yield from (sys.intern(module.id), sys.intern(objective), score.answered, score.right)


def _milliseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _day(moment: datetime, zone: tzinfo | None) -> str:
    return sys.intern(moment.astimezone(zone).date().isoformat())
