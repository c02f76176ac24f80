"""Takes in what a supervisor was sent, sorted by kind, and says what was turned away and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from coursekit.certificates import VerificationError
from coursekit.certificates.extract import credential_in_pdf
from coursekit.certificates.verify import LARGEST_CREDENTIAL, Verification
from coursekit.records.completion import COMPLETION, check_code, completion_in
from coursekit.records.saved import SavedFileError, format_of, parse_saved, what_it_is
from coursekit.records.signoff import SIGNOFF, Signoff, signoff_in
from coursekit.reports.certificates import CheckedCertificate, checked
from coursekit.reports.people import Key
from coursekit.reports.received import Received
from coursekit.reports.standings import Standing, standing_of

Verify = Callable[[dict[str, Any]], Verification]
"""Verifies a credential against what is known of the course."""


@dataclass(frozen=True)
class OlderFile:
    """A completion file in whose place another one of the same person counts."""

    file: str
    name: str
    handed_in: str


@dataclass(frozen=True)
class TurnedAway:
    """A file that counts for nothing, and why."""

    file: str
    why: str


@dataclass
class Team:
    """What was taken in.

    Attributes:
        verify: checks a certificate.
        course_id: files for another course are turned away; any course is taken when it is empty.
        zone: of the supervisor's calendar; that of this computer when it is None.
    """

    verify: Verify
    course_id: str = ""
    zone: tzinfo | None = None
    standings: dict[Key, Standing] = field(default_factory=dict)
    older: list[OlderFile] = field(default_factory=list)
    signoffs: dict[str, Signoff] = field(default_factory=dict)
    certificates: dict[str, CheckedCertificate] = field(default_factory=dict)
    turned_away: list[TurnedAway] = field(default_factory=list)

    def take(self, item: Received) -> None:
        """Take in one file."""
        try:
            self._take(item)
        except (SavedFileError, VerificationError) as error:
            self.turned_away.append(TurnedAway(item.name, str(error)))

    def _take(self, item: Received) -> None:
        if item.problem:
            raise SavedFileError(item.problem)
        if item.data[:1024].lstrip().startswith(b"%PDF-"):
            self._take_certificate(parse_saved(credential_in_pdf(item.data, LARGEST_CREDENTIAL)))
        elif item.name.lower().endswith((".csv", ".tsv")):
            raise SavedFileError("a table; if it lists your team, give it as the roster")
        else:
            self._take_saved(item.name, parse_saved(item.data))

    def _take_saved(self, file: str, data: dict[str, Any]) -> None:
        if "credentialSubject" in data:
            self._take_certificate(data)
        elif format_of(data) == COMPLETION:
            completion = completion_in(data)
            self._require_course(completion.course.id)
            self._count(standing_of(file, completion, check_code(data), zone=self.zone))
        elif format_of(data) == SIGNOFF:
            signoff = signoff_in(data)
            self._require_course(signoff.course.id)
            self.signoffs[signoff.model_dump_json()] = signoff
        else:
            raise SavedFileError(what_it_is(data))

    def _take_certificate(self, credential: dict[str, Any]) -> None:
        certificate = checked(self.verify(credential))
        self.certificates[f"{certificate.number} {certificate.state}"] = certificate

    def _require_course(self, course_id: str) -> None:
        if self.course_id not in ("", course_id):
            raise SavedFileError(f"for another course: {course_id}")

    def _count(self, standing: Standing) -> None:
        """Let the newest file of a person count."""
        other = self.standings.get(standing.key)
        if other is None:
            self.standings[standing.key] = standing
            return
        counts, older = (standing, other) if standing.rank > other.rank else (other, standing)
        counts.older = other.older + 1
        self.standings[counts.key] = counts
        self.older.append(OlderFile(older.file, older.name, older.handed_in))
