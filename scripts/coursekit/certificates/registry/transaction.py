"""Reading the registry, and adding to it inside one database transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from coursekit.certificates.evaluations import Evaluation, read_evaluations, take_evaluation
from coursekit.certificates.registry import acts, chain, numbers, records
from coursekit.certificates.registry.attempts import Attempt, Recorded, record_attempt
from coursekit.certificates.registry.learners import keep_learner
from coursekit.certificates.registry.reading import (
    AttemptRecord,
    Sitting,
    read_attempts,
    read_sittings,
)
from coursekit.certificates.registry.records import Record
from coursekit.certificates.registry.tables import CERTIFICATES, EVALUATIONS
from coursekit.records import License


class Reading:
    """Reading inside one database transaction."""

    def __init__(self, connection: Connection):
        self._connection = connection

    def find(self, certificate_id: str) -> Record | None:
        """Return the certificate with this number, if there is one."""
        condition = CERTIFICATES.c.certificate_id == certificate_id
        return records.find_record(self._connection, condition)

    def find_request(self, course_id: str, request_id: str) -> Record | None:
        """Return the certificate that was issued for this request, if there is one."""
        return records.find_request(self._connection, course_id, request_id)

    def line(self, certificate_id: str) -> list[Record]:
        """Return a certificate with those that it replaced and that replaced it, oldest first."""
        return records.read_line(self._connection, certificate_id)

    def numbers(self) -> list[str]:
        """Return the number of every certificate, oldest first."""
        return records.read_numbers(self._connection)

    def records(self, numbers: Sequence[str]) -> list[Record]:
        """Return the certificates with these numbers, in that order."""
        return records.read_some(self._connection, numbers)

    def history(self, certificate_id: str) -> list[chain.Event]:
        """Return what happened to a certificate, in its order."""
        return chain.read_history(self._connection, certificate_id)

    def events(self, after: int, most: int) -> list[chain.Event]:
        """Return the ``most`` entries of the history that follow number ``after``."""
        return chain.read_events(self._connection, after, most)

    def new_status_index(self) -> int:
        """Return a place on the status lists that is free, drawn at random."""
        return numbers.draw_status_index(self._connection)

    def evaluations(self, course_id: str) -> Iterator[Evaluation]:
        """Give every evaluation of a course, in no order of time."""
        return read_evaluations(self._connection, EVALUATIONS, course_id)

    def attempts(self, course_id: str) -> Iterator[AttemptRecord]:
        """Give the attempts at a course's exam in the order in which they were handed in."""
        return read_attempts(self._connection, course_id)

    def sittings(self, course_id: str) -> Iterator[Sitting]:
        """Give the answers of every attempt, in no order of time."""
        return read_sittings(self._connection, course_id)


class Transaction(Reading):
    """Reading and adding inside one database transaction; other processes add when it has ended."""

    def __init__(self, connection: Connection):
        super().__init__(connection)
        self._history = chain.History(connection)

    def keep_learner(
        self, course_id: str, name: str, licenses: list[License], learner: str | None = None
    ) -> str:
        """Return who has this name and one of these licenses, known or from now on."""
        return keep_learner(self._connection, course_id, name, licenses, learner).number

    def record_attempt(self, attempt: Attempt) -> Recorded:
        """Keep a graded exam, once a request, and tell what there is to look into."""
        return record_attempt(self._connection, attempt)

    def take_evaluation(self, course_id: str, request_id: str, evaluation: Evaluation) -> bool:
        """Keep an evaluation apart from its request, once; tell whether it was new."""
        return take_evaluation(self._connection, EVALUATIONS, course_id, request_id, evaluation)

    def add(self, record: Record, **more: Any) -> None:
        """Record a certificate that was issued; ``more`` goes into the history.

        Raises:
            DuplicateError: its request, its number or its place has one already.
        """
        acts.add_record(self._history, record, more)

    def supersede(self, old: Record, new: Record, reason: str) -> None:
        """Record that ``new``, which is added, takes the place of ``old``."""
        self.add(new)
        detail = {"by": new.certificate_id, "reason": reason}
        acts.note(self._history, "superseded", old.certificate_id, detail)

    def revoke(self, record: Record, reason: str) -> None:
        """Record that a certificate is not valid any more."""
        acts.note(self._history, "revoked", record.certificate_id, {"reason": reason})

    def resign(self, record: Record, credential: str, short: str, pdf_sha256: str) -> None:
        """Put what another key signed in place of what was signed before."""
        signed = {"credential": credential, "short": short, "pdf_sha256": pdf_sha256}
        acts.replace_signed(self._history, replace(record, **signed))

    def erase(self, record: Record, reason: str) -> None:
        """Empty what names the person; the history and the place on the lists stay."""
        acts.erase_personal(self._history, record, reason)
