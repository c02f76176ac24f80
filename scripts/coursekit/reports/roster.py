"""The list of a team, as a CSV file with a name and perhaps a staff or student number a row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from coursekit.errors import CourseError
from coursekit.records.saved import first_problem
from coursekit.records.text import line_of

LARGEST_ROSTER = 1_000_000
SEPARATORS = ",;\t"

NAME = {"name", "full name", "learner", "student", "employee", "person", "team member"}
FIRST = {"first name", "firstname", "given name"}
LAST = {"last name", "lastname", "surname", "family name"}
REF = {
    "ref",
    "reference",
    "id",
    "id number",
    "number",
    "staff number",
    "staff id",
    "student number",
    "student id",
    "employee number",
    "employee id",
    "username",
}
"""What the columns are called, in small letters."""

_NAME = TypeAdapter(line_of(80))
_REF = TypeAdapter(line_of(40))


class RosterError(CourseError):
    """A file that is no roster."""


@dataclass(frozen=True)
class Member:
    """One row."""

    name: str
    ref: str = ""


@dataclass(frozen=True)
class Roster:
    """The rows that name somebody, and what is wrong with others."""

    members: tuple[Member, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Columns:
    names: tuple[int, ...]
    ref: int | None


def read_roster(raw: bytes) -> Roster:
    """Read a roster: CSV in UTF-8, separated by comma, semicolon or tab.

    A first row that names its columns says where name and number stand; without one they are the
    first and the second.

    Raises:
        RosterError: it is too large, or not CSV in UTF-8.
    """
    rows = _rows(raw)
    columns = _columns(rows[0][1]) if rows else None
    members: list[Member] = []
    problems: list[str] = []
    for number, row in rows[1:] if columns else rows:
        try:
            members.append(_member(row, columns or _Columns((0,), 1)))
        except ValueError as error:
            problems.append(f"row {number}: {error}")
    return Roster(tuple(members), tuple(problems))


def _rows(raw: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows in which anything stands, each with its number."""
    if len(raw) > LARGEST_ROSTER:
        raise RosterError("larger than 1 MB, which no roster is")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RosterError(
            "not in UTF-8; in Excel, save it as “CSV UTF-8 (Comma delimited)”"
        ) from None
    lines = io.StringIO(text, newline="")
    try:
        rows = list(enumerate(csv.reader(lines, delimiter=_separator(text)), 1))
    except csv.Error as error:
        raise RosterError(f"not a CSV file: {error}") from None
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)]


def _separator(text: str) -> str:
    """Return the separator that the first row has most of, outside quotation marks."""
    counts = dict.fromkeys(SEPARATORS, 0)
    quoted = False
    for character in text.lstrip("\r\n"):
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "\r\n":
            break
        elif character in counts:
            counts[character] += 1
    return max(counts, key=lambda separator: counts[separator])


def _columns(row: Sequence[str]) -> _Columns | None:
    """Return where the columns stand that a first row names; None when it names none."""
    heads = [cell.strip().lower() for cell in row]

    def first_of(known: set[str]) -> list[int]:
        return [place for place, head in enumerate(heads) if head in known][:1]

    names = first_of(NAME) or first_of(FIRST) + first_of(LAST)
    refs = first_of(REF)
    return _Columns(tuple(names), refs[0] if refs else None) if names else None


def _member(row: Sequence[str], columns: _Columns) -> Member:
    """Return whom a row names.

    Raises:
        ValueError: it names nobody, or in characters that cannot be printed.
    """

    def cell(place: int | None) -> str:
        return row[place].strip() if place is not None and place < len(row) else ""

    name, ref = " ".join(map(cell, columns.names)).strip(), cell(columns.ref)
    return Member(_valid(_NAME, name, "name"), _valid(_REF, ref, "number") if ref else "")


def _valid(form: TypeAdapter, text: str, what: str) -> str:
    try:
        return form.validate_python(text)
    except ValidationError as error:
        raise ValueError(first_problem(error).replace("``", f"`{what}`")) from None
