"""Completions as CE Broker's roster takes them: a row for each license of a learner.

The columns are those of CE Broker's roster for full course credit, without a head: A provider's
tracking number without ``50-``; B course's tracking number without ``20-``, or C the provider's own
id of the course; D publishing number, if any; E license number in full; F day of completion as
month/day/year; G ``State=FL``; H ``Profession=`` and CE Broker's code.

Source: CE Broker, Help center, articles 15226514662548 (full credit) and 15226532103572.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from coursekit.certificates.facts import printed_id
from coursekit.certificates.registry import Record
from coursekit.certificates.spreadsheet import Cell, is_formula
from coursekit.content import Course
from coursekit.content.reporting_models import CEBroker
from coursekit.errors import CourseError
from coursekit.reports.states import plain, state_code

_LEFT_OUT = ("Certificate", "Participant", "State", "Profession", "License", "Why", "What to do")

Kind = Literal["lacking", "not wanted"]


@dataclass(frozen=True)
class Row:
    """A license to report a completion for."""

    number: str
    state: str
    profession: str
    completed_on: date

    def cells(self, settings: CEBroker) -> tuple[Cell, ...]:
        """Return the row as the roster has it, columns A to H."""
        day = self.completed_on
        return (
            settings.provider,
            settings.course,
            settings.own_course_id,
            settings.publishing,
            self.number,
            f"{day.month}/{day.day}/{day.year}",
            f"State={self.state}",
            f"Profession={self.profession}",
        )


@dataclass(frozen=True)
class LeftOut:
    """A license, or a certificate without one, that is not in the roster.

    ``kind`` is lacking where the layout needs something that is not there, and not wanted where
    there is nothing to report.
    """

    record: Record
    license: dict[str, str] | None
    kind: Kind
    why: str
    remedy: str = ""

    def cells(self) -> tuple[Cell, ...]:
        """Return the row of the list of what is left out."""
        written = self.license or {}
        return (
            printed_id(self.record.certificate_id),
            (self.record.facts or {}).get("participant_name", "(erased)"),
            written.get("jurisdiction"),
            written.get("profession"),
            written.get("number"),
            self.why,
            self.remedy,
        )


Found = tuple[list[Row], list[LeftOut]]


def settings_of(course: Course) -> CEBroker:
    """Return how completions of ``course`` are reported.

    Raises:
        CourseError: course.yml does not say.
    """
    if course.settings.ce_broker is None:
        raise CourseError(
            "course.yml does not say how completions are reported: add `ce_broker:` with the "
            "numbers of provider and course that CE Broker gave you; docs/provider/audit.md shows "
            "how"
        )
    return course.settings.ce_broker


def issued_between(
    course: Course, records: Iterable[Record], since: date, until: date
) -> Iterator[Record]:
    """Give the course's certificates that were issued from ``since`` to ``until``, both included.

    Days are counted where the provider is. The day of issue decides, and not that of completion:
    of two reports that follow each other, the second has what was completed in the time of the
    first and certified later.
    """
    for record in records:
        moment = datetime.fromisoformat(record.issued_at)
        day = moment.astimezone(course.settings.provider.zone).date()
        if record.course_id == course.settings.id and since <= day <= until:
            yield record


def roster(settings: CEBroker, records: Iterable[Record], states: Collection[str]) -> Found:
    """Return a row for each license, and everything that has none with the reason.

    Args:
        settings: the provider's numbers, and codes of professions.
        records: the certificates.
        states: the states to report for; all, unless given.
    """
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    seen: dict[tuple[str, str, str], Record] = {}
    for record in records:
        if (unfit := _unfit(record)) is not None:
            left_out.append(unfit)
            continue
        for license_ in (record.facts or {})["licenses"]:
            found = _row(settings, record, license_, states)
            if isinstance(found, LeftOut):
                left_out.append(found)
                continue
            name = (found.state, found.profession, plain(found.number))
            if name in seen:
                other = printed_id(seen[name].certificate_id)
                why = f"the same license has a row for certificate {other}"
                left_out.append(LeftOut(record, license_, "not wanted", why))
                continue
            seen[name] = record
            rows.append(found)
    return rows, left_out


def left_out_rows(left_out: Iterable[LeftOut]) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for everything that is not in the roster."""
    yield _LEFT_OUT
    yield from (item.cells() for item in left_out)


def _unfit(record: Record) -> LeftOut | None:
    """Say why a whole certificate is not reported."""
    if record.status == "revoked":
        return LeftOut(record, None, "not wanted", "the certificate was revoked")
    if record.superseded_by:
        other = printed_id(record.superseded_by)
        return LeftOut(record, None, "not wanted", f"certificate {other} took its place")
    if record.facts is None:
        return LeftOut(record, None, "not wanted", "personal data was erased on request")
    if not record.facts["licenses"]:
        number = printed_id(record.certificate_id)
        return LeftOut(
            record,
            None,
            "lacking",
            "the learner gave no license",
            f"ask for it, then: course reissue {number} with the license",
        )
    return None


def _row(
    settings: CEBroker, record: Record, license_: dict[str, str], states: Collection[str]
) -> Row | LeftOut:
    """Return the row of one license, or say what it lacks."""
    number, profession = license_["number"], license_["profession"]
    state = state_code(license_["jurisdiction"])
    correct = f"correct it: course reissue {printed_id(record.certificate_id)}"
    if state is None:
        why = f"{license_['jurisdiction']!r} is no state or territory"
        return LeftOut(record, license_, "lacking", why, correct)
    if states and state not in states:
        why = f"a license of {state}, which was not asked for"
        return LeftOut(record, license_, "not wanted", why)
    codes = {plain(name): code for name, code in settings.professions.get(state, {}).items()}
    code = codes.get(plain(profession))
    if code is None:
        why = f"CE Broker's code for the profession {profession!r} in {state} is not known"
        remedy = "add it below `ce_broker: professions:` in course.yml, from CE Broker's own list"
        return LeftOut(record, license_, "lacking", why, remedy)
    if is_formula(number) or not any(character.isdigit() for character in number):
        why = f"{number!r} is no license number in full, as the state's database has it"
        return LeftOut(record, license_, "lacking", why, correct)
    completed_on = date.fromisoformat((record.facts or {})["completed_on"])
    return Row(number, state, code, completed_on)
