"""The roll-up in words, the same on paper, in a terminal and in a table's cells.

``site/browser/team-words.js`` says the same.
"""

from collections.abc import Mapping

from coursekit.records.signoff import Signoff
from coursekit.reports.certificates import CheckedCertificate
from coursekit.reports.members import Person
from coursekit.reports.rollup import PersonRow, RollUp, UnitRow
from coursekit.reports.summary import rated_in

STATUS: Mapping[str, str] = {
    "completed": "completed",
    "in-progress": "in progress",
    "not-started": "not started",
    "not-assigned": "not assigned",
    "no-file": "handed in nothing",
}

CERTIFICATE: Mapping[str, str] = {
    "verified": "verified",
    "not-confirmed": "could not be checked",
    "not-valid": "NOT VALID",
}


def unit_words(row: UnitRow) -> str:
    """Say how far one part is: ``completed 2026-03-01, late, 80 %``."""
    words = [STATUS[row.status] + (f" {row.completed}" if row.completed else "")]
    if row.late:
        words.append("late")
    elif row.overdue:
        words.append(f"overdue since {row.due}")
    elif row.due and row.status != "completed":
        words.append(f"due {row.due}")
    if row.score is not None:
        words.append(f"{row.score} %")
    return ", ".join(words)


def certificate_words(certificate: CheckedCertificate) -> str:
    """Say what is known of a certificate."""
    state = CERTIFICATE[certificate.state]
    return f"{state}, completed {certificate.completed}, number {certificate.number}"


def signoff_words(signoff: Signoff, person: Person) -> str:
    """Say who signed off, when, and how much was rated."""
    rated, of = rated_in(signoff), len(signoff.items)
    words = f"{signoff.date.isoformat()} by {signoff.supervisor.name}, {rated} of {of} rated"
    is_current = person.standing is not None and signoff.about == person.standing.code
    return words if is_current else f"{words}, not on this file"


def remarks(row: PersonRow) -> str:
    """Say what is unusual about a person's files."""
    person, words = row.person, []
    if person.standing and not person.standing.fits:
        words.append("file was edited")
    if person.standing and person.standing.older:
        older = person.standing.older
        words.append(f"{older} other {'file' if older == 1 else 'files'}")
    if person.on_roster is False:
        words.append("not on the roster")
    return ", ".join(words)


def left_over(rollup: RollUp) -> list[tuple[str, list[str]]]:
    """List what was given and does not count, below a title for each kind."""
    team, problems = rollup.team, rollup.roster.problems if rollup.roster else ()
    lists = (
        (
            "Files in whose place another one of the same person counts",
            [f"{each.file}: {each.name}, handed in {each.handed_in}" for each in team.older],
        ),
        ("Turned away", [f"{each.file}: {each.why}" for each in team.turned_away]),
        (
            "Belong to nobody here",
            [f"{each.what} of {each.name}: {each.why}" for each in rollup.not_joined],
        ),
        ("Rows of the roster that were left out", list(problems)),
    )
    return [(title, lines) for title, lines in lists if lines]
