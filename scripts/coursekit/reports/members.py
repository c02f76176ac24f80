"""Brings together what belongs to one person: the file, the row of the roster, and the papers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from coursekit.records.signoff import Signoff
from coursekit.reports.certificates import CheckedCertificate
from coursekit.reports.people import Key, by_name, key_of, normal, the_one, utf16
from coursekit.reports.roster import Member, Roster
from coursekit.reports.standings import Standing
from coursekit.reports.team import Team


@dataclass(slots=True)
class Person:
    """One person.

    Attributes:
        name: as it was typed.
        ref: staff or student number; empty when there is none.
        standing: what was handed in; None when nothing was.
        on_roster: whether the roster names the person; None without a roster.
        signoffs: the oldest first.
        certificates: by number.
    """

    name: str
    ref: str
    standing: Standing | None
    on_roster: bool | None
    signoffs: list[Signoff] = field(default_factory=list)
    certificates: list[CheckedCertificate] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """The person."""
        return key_of(self.name, self.ref)


@dataclass(frozen=True)
class NotJoined:
    """A sign-off or a certificate that belongs to nobody here, and why."""

    what: str
    name: str
    why: str


@dataclass(frozen=True)
class Joined:
    """All persons, and what was left over."""

    people: list[Person]
    not_joined: list[NotJoined]


def people_of(team: Team, roster: Roster | None) -> Joined:
    """Return everybody who handed in a file or stands on the roster, with what belongs to them."""
    people = _with_roster(list(team.standings.values()), roster)
    not_joined = [*_add_signoffs(people, team.signoffs.values())]
    not_joined += _add_certificates(people, team.certificates.values())
    return Joined(people, not_joined)


def _with_roster(standings: list[Standing], roster: Roster | None) -> list[Person]:
    if roster is None:
        return [Person(each.name, each.ref, each, None) for each in standings]
    members = {key_of(member.name, member.ref): member for member in reversed(roster.members)}
    rows = by_name(members, lambda key: key)
    found = by_name(standings, lambda standing: standing.key)
    people: list[Person] = []
    for name in {**found, **rows}:
        people += _of_one_name(
            {standing.key: standing for standing in found.get(name, [])},
            {key: members[key] for key in rows.get(name, [])},
        )
    return people


def _of_one_name(standings: dict[Key, Standing], members: dict[Key, Member]) -> list[Person]:
    """Join files and rows of one name: by the number, then the one file and the one row left."""
    people = [_listed(standings[key], members[key]) for key in members if key in standings]
    files = [standing for key, standing in standings.items() if key not in members]
    rows = [key for key in members if key not in standings]
    if len(files) == len(rows) == 1 and the_one(rows[0], [files[0].key]):
        return [*people, _listed(files[0], members[rows[0]])]
    people += [Person(each.name, each.ref, each, False) for each in files]
    return people + [Person(members[key].name, members[key].ref, None, True) for key in rows]


def _listed(standing: Standing, member: Member) -> Person:
    return Person(standing.name, standing.ref or member.ref, standing, True)


def _add_signoffs(people: list[Person], signoffs: Iterable[Signoff]) -> Iterable[NotJoined]:
    namesakes = by_name(people, lambda person: person.key)
    for signoff in sorted(signoffs, key=_by_date):
        learner = signoff.learner
        key = key_of(learner.name, learner.ref or "")
        same_name = {person.key: person for person in namesakes.get(key.name, [])}
        meant = the_one(key, list(same_name))
        if meant:
            same_name[meant].signoffs.append(signoff)
        else:
            yield NotJoined("sign-off", learner.name, _why(len(same_name)))


def _by_date(signoff: Signoff) -> tuple[str, bytes, int]:
    return signoff.date.isoformat(), utf16(signoff.supervisor.name), len(signoff.items)


def _add_certificates(
    people: list[Person], certificates: Iterable[CheckedCertificate]
) -> Iterable[NotJoined]:
    """Join by the name alone: a certificate carries no staff number."""
    namesakes = by_name(people, lambda person: person.key)
    for certificate in sorted(certificates, key=lambda certificate: certificate.number):
        same_name = namesakes.get(normal(certificate.name), [])
        if len(same_name) == 1:
            same_name[0].certificates.append(certificate)
        else:
            yield NotJoined("certificate", certificate.name, _why(len(same_name)))


def _why(namesakes: int) -> str:
    return "several people have this name" if namesakes else "nobody here has this name"
