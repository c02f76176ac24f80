"""The roll-up in one paragraph of figures, and as plain data that a program can read."""

import json
from collections.abc import Iterator
from typing import Any

from coursekit.records.signoff import NOT_OBSERVED, Signoff
from coursekit.reports.members import Person
from coursekit.reports.rollup import PersonRow, RollUp, UnitTotal

FORMAT = "course-team/1"


def summary(rollup: RollUp) -> dict[str, int]:
    """Return how many persons and files there are of each kind."""
    counts = dict.fromkeys(
        ("no-file", "not-started", "in-progress", "completed", "overdue", "edited", "older"), 0
    )
    for row in rollup.rows():
        counts[row.state] += 1
        counts["overdue"] += row.overdue > 0
        if row.person.standing:
            counts["edited"] += not row.person.standing.fits
            counts["older"] += row.person.standing.older
    return {
        "people": len(rollup.people),
        "no_file": counts["no-file"],
        "not_started": counts["not-started"],
        "in_progress": counts["in-progress"],
        "completed": counts["completed"],
        "overdue": counts["overdue"],
        "certified": sum(is_certified(person) for person in rollup.people),
        "signed_off": sum(bool(person.signoffs) for person in rollup.people),
        "not_on_roster": sum(person.on_roster is False for person in rollup.people),
        "edited": counts["edited"],
        "older": counts["older"],
        "turned_away": len(rollup.team.turned_away),
        "not_joined": len(rollup.not_joined),
    }


def is_certified(person: Person) -> bool:
    """Tell whether a certificate of the person was verified."""
    return any(certificate.state == "verified" for certificate in person.certificates)


def person_data(row: PersonRow) -> dict[str, Any]:
    """Return one person as plain data."""
    person, standing = row.person, row.person.standing
    return {
        "name": person.name,
        "ref": person.ref,
        "state": row.state,
        "on_roster": person.on_roster,
        "handed_in": standing.handed_in if standing else None,
        "edited": standing is not None and not standing.fits,
        "older": standing.older if standing else 0,
        "asked": row.asked,
        "completed": row.counts["completed"],
        "in_progress": row.counts["in-progress"],
        "not_started": row.counts["not-started"],
        "overdue": row.overdue,
        "units": [vars(unit) for unit in row.units],
        "certificates": [
            {"number": each.number, "completed": each.completed, "state": each.state}
            for each in person.certificates
        ],
        "signoffs": [signoff_data(each, person) for each in person.signoffs],
    }


def signoff_data(signoff: Signoff, person: Person) -> dict[str, Any]:
    """Return a sign-off of ``person`` as plain data; ``current`` is whether it is on this file."""
    return {
        "by": signoff.supervisor.name,
        "date": signoff.date.isoformat(),
        "rated": rated_in(signoff),
        "competences": len(signoff.items),
        "current": person.standing is not None and signoff.about == person.standing.code,
    }


def rated_in(signoff: Signoff) -> int:
    """Return how many competences were observed and rated."""
    return sum(item.rating != NOT_OBSERVED for item in signoff.items)


def unit_data(total: UnitTotal) -> dict[str, Any]:
    """Return one unit over all persons as plain data."""
    return {
        "unit": total.unit,
        "people": total.people,
        "completed": total.counts["completed"],
        "in_progress": total.counts["in-progress"],
        "not_started": total.counts["not-started"],
        "no_file": total.counts["no-file"],
        "overdue": total.overdue,
        "score": total.score,
        "scored": total.scored,
    }


def json_pieces(rollup: RollUp) -> Iterator[str]:
    """Give the roll-up as JSON, a piece at a time, one line for each person."""
    head = {
        "format": FORMAT,
        "today": rollup.today,
        "summary": summary(rollup),
        "units": [unit_data(total) for total in rollup.totals],
        "topics": [vars(topic) for topic in rollup.topics],
        "weeks": [vars(week) for week in rollup.weeks],
        "older": [vars(older) for older in rollup.team.older],
        "turned_away": [vars(file) for file in rollup.team.turned_away],
        "not_joined": [vars(each) for each in rollup.not_joined],
        "roster_problems": list(rollup.roster.problems) if rollup.roster else [],
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield ',\n "people": ['
    for number, row in enumerate(rollup.rows()):
        yield ("," if number else "") + "\n  " + json.dumps(person_data(row), ensure_ascii=False)
    yield "\n ]\n}\n"
