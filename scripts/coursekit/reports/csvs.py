"""The roll-up as CSV: a row for each person, or a row for each person and part."""

from collections.abc import Iterable, Iterator, Mapping

from coursekit.certificates.spreadsheet import csv_line
from coursekit.reports.rollup import RollUp
from coursekit.reports.words import (
    STATUS,
    certificate_words,
    remarks,
    signoff_words,
    unit_words,
)

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is in UTF-8."""

_PERSON = (
    "Name",
    "Ref",
    "State",
    "Handed in",
    "Parts",
    "Completed",
    "In progress",
    "Not started",
    "Overdue",
    "Certificate",
    "Signed off",
    "Remarks",
)
_RECORD = ("Username", "Title", "Completed Date", "Name", "Status", "Due Date", "Score")
"""The first three are those of a training system's upload of completions."""


def by_person(rollup: RollUp, titles: Mapping[str, str]) -> Iterator[str]:
    """Give the lines of the site's own form: a row for each person, a column for each part."""
    yield BYTE_ORDER_MARK + csv_line([*_PERSON, *(titles.get(unit, unit) for unit in rollup.units)])
    for row in rollup.rows():
        person, standing = row.person, row.person.standing
        yield csv_line(
            [
                person.name,
                person.ref,
                STATUS[row.state],
                standing.handed_in if standing else None,
                row.asked,
                row.counts["completed"],
                row.counts["in-progress"],
                row.counts["not-started"],
                row.overdue,
                _listed(certificate_words(each) for each in person.certificates),
                _listed(signoff_words(each, person) for each in person.signoffs),
                remarks(row),
                *(unit_words(unit) for unit in row.units),
            ]
        )


def by_person_and_unit(rollup: RollUp, titles: Mapping[str, str]) -> Iterator[str]:
    """Give the lines for another training system: a row for each person and part asked of them."""
    yield BYTE_ORDER_MARK + csv_line(_RECORD)
    for row in rollup.rows():
        username = row.person.ref or row.person.name
        for unit in row.units:
            if unit.status != "not-assigned":
                title, status = titles.get(unit.unit, unit.unit), STATUS[unit.status]
                facts = (username, title, unit.completed, row.person.name, status)
                yield csv_line([*facts, unit.due, unit.score])


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words)
