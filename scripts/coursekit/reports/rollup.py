"""The roll-up: who is how far, which part is how far, and what was missed most.

``site/browser/rollup.js`` computes the same, and a test compares every number of the two. Nothing
here is rounded in a way that two languages could disagree on.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from coursekit.reports.members import Person, people_of
from coursekit.reports.people import utf16
from coursekit.reports.roster import Roster
from coursekit.reports.standings import Standing, UnitState
from coursekit.reports.team import Team

FEWEST_ANSWERS = 5
"""With fewer answers a topic is not shown: they say little."""


@dataclass(frozen=True)
class UnitRow:
    """One part of one person.

    Attributes:
        unit: its id.
        status: ``completed``, ``in-progress``, ``not-started``, ``not-assigned`` when the person's
            assignment leaves it out, or ``no-file`` when the person handed in nothing.
        completed: the day; None when it is not completed, or the file does not tell.
        due: the last day for it, if the assignment names one.
        late: completed after that day.
        overdue: not completed, and that day is over.
        score: practice right at the first try, in percent.
    """

    unit: str
    status: str
    completed: str | None = None
    due: str | None = None
    late: bool = False
    overdue: bool = False
    score: int | None = None


@dataclass(frozen=True)
class PersonRow:
    """One person; the counts are of the parts asked of them."""

    person: Person
    units: tuple[UnitRow, ...]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many parts have which status."""
        return Counter(row.status for row in self.units)

    @property
    def asked(self) -> int:
        """How many parts are asked of the person."""
        return len(self.units) - self.counts["not-assigned"]

    @property
    def overdue(self) -> int:
        """How many parts are overdue."""
        return sum(row.overdue for row in self.units)

    @property
    def state(self) -> str:
        """The person's state in one word."""
        if self.person.standing is None:
            return "no-file"
        if self.asked and self.counts["completed"] == self.asked:
            return "completed"
        begun = self.counts["completed"] or self.counts["in-progress"]
        return "in-progress" if begun else "not-started"


@dataclass
class UnitTotal:
    """One part over all persons of whom it is asked."""

    unit: str
    counts: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    scores: int = 0
    scored: int = 0

    @property
    def people(self) -> int:
        """Of how many persons it is asked."""
        return self.counts.total() - self.counts["not-assigned"]

    @property
    def score(self) -> int | None:
        """The mean score of those who have one, rounded half up."""
        return (2 * self.scores + self.scored) // (2 * self.scored) if self.scored else None

    def add(self, row: UnitRow) -> None:
        """Count one person."""
        self.counts[row.status] += 1
        self.overdue += row.overdue
        if row.score is not None:
            self.scores += row.score
            self.scored += 1


@dataclass(frozen=True)
class Topic:
    """An objective over all persons: questions answered, and not right at the first try."""

    objective: str
    answered: int
    missed: int

    @property
    def percent(self) -> int:
        """The share that was missed, rounded half up."""
        return (200 * self.missed + self.answered) // (2 * self.answered)


@dataclass(frozen=True)
class Week:
    """What was completed in the week that begins on the Monday ``week``, and up to its end."""

    week: str
    completed: int
    so_far: int


class RollUp:
    """A team on one day."""

    def __init__(
        self,
        team: Team,
        *,
        today: date,
        roster: Roster | None = None,
        named: Sequence[str] = (),
        order: Sequence[str] = (),
    ):
        """Roll ``team`` up.

        Args:
            team: what was handed in.
            today: the day on which something is overdue or not.
            roster: the list of the team, so that those who handed in nothing are seen.
            named: units to show of everybody, besides those assigned in the files.
            order: the units of the course in their order; others come after them.
        """
        self.team = team
        self.today = today.isoformat()
        self.roster = roster
        self._named = frozenset(named)
        joined = people_of(team, roster)
        self.people = sorted(joined.people, key=lambda person: tuple(map(utf16, person.key)))
        self.not_joined = joined.not_joined
        self.units = self._units(order)

    def _units(self, order: Sequence[str]) -> list[str]:
        """Return the units to show: those assigned or named, else all that the files tell of."""
        states = [state for standing in self._standings for state in standing.units]
        wanted = {state.unit for state in states if state.assigned} | self._named
        wanted = wanted or {state.unit for state in states}
        place = {unit: number for number, unit in enumerate(order)}
        return sorted(wanted, key=lambda unit: (place.get(unit, len(place)), unit))

    @property
    def _standings(self) -> list[Standing]:
        return list(self.team.standings.values())

    def rows(self) -> Iterator[PersonRow]:
        """Give a row for each person, by name; one at a time, since there may be many."""
        for person in self.people:
            yield PersonRow(person, tuple(self._unit_rows(person.standing)))

    def _unit_rows(self, standing: Standing | None) -> Iterator[UnitRow]:
        if standing is None:
            yield from (UnitRow(unit, "no-file") for unit in self.units)
            return
        states = {state.unit: state for state in standing.units}
        for unit in self.units:
            yield self._unit_row(unit, states.get(unit), standing.has_assignment)

    def _unit_row(self, unit: str, state: UnitState | None, has_assignment: bool) -> UnitRow:
        assigned = state is not None and state.assigned
        status = state.status if state else "not-started"
        if status == "not-started" and has_assignment and not assigned and unit not in self._named:
            return UnitRow(unit, "not-assigned")
        if state is None:
            return UnitRow(unit, status)
        return UnitRow(
            unit,
            status,
            completed=state.completed or None,
            due=state.due or None,
            late=bool(state.due) and state.completed > state.due,
            overdue=bool(state.due) and status != "completed" and state.due < self.today,
            score=state.score,
        )

    @cached_property
    def totals(self) -> list[UnitTotal]:
        """Each unit over all persons."""
        totals = {unit: UnitTotal(unit) for unit in self.units}
        for row in self.rows():
            for unit in row.units:
                totals[unit.unit].add(unit)
        return list(totals.values())

    @cached_property
    def topics(self) -> list[Topic]:
        """The objectives of the units shown, the most often missed first."""
        shown = set(self.units)
        answered: Counter[str] = Counter()
        missed: Counter[str] = Counter()
        for standing in self._standings:
            for practice in standing.practiced():
                if practice.unit in shown:
                    answered[practice.objective] += practice.answered
                    missed[practice.objective] += practice.answered - practice.right
        topics = [
            Topic(objective, count, missed[objective])
            for objective, count in answered.items()
            if count >= FEWEST_ANSWERS
        ]
        return sorted(topics, key=_most_missed)

    @cached_property
    def weeks(self) -> list[Week]:
        """The weeks in which something was completed, the first one first."""
        shown = set(self.units)
        counts = Counter(
            _monday(state.completed)
            for standing in self._standings
            for state in standing.units
            if state.completed and state.unit in shown
        )
        weeks, so_far = [], 0
        for week, completed in sorted(counts.items()):
            so_far += completed
            weeks.append(Week(week, completed, so_far))
        return weeks


def _most_missed(topic: Topic) -> tuple[float, int, str]:
    # The quotient of two whole numbers is the same double in any language.
    return -(topic.missed / topic.answered), -topic.answered, topic.objective


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()
