"""Serves a learner's request: grades it, and issues a certificate, or says what stands in the way.

Whatever is wrong with one request is an outcome of that request and no reason to stop.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from joserfc.jwk import ECKey
from sqlalchemy.exc import SQLAlchemyError

from coursekit.certificates.attempt import attempt_of
from coursekit.certificates.completion import completion_of
from coursekit.certificates.errors import CertificateError, FlaggedError
from coursekit.certificates.files import write_whole
from coursekit.certificates.issue import issue
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.registry import Attempt, Recorded, Registry
from coursekit.content import Course
from coursekit.errors import CourseError
from coursekit.records import (
    CertificateRequest,
    Flag,
    Grade,
    RequestError,
    flags_of,
    grade,
    parse_request,
)
from coursekit.records.letter import letter_to

OutcomeName = Literal[
    "issued", "issued before", "not passed", "scene first", "flagged", "unreadable", "refused"
]

CERTIFIED: frozenset[OutcomeName] = frozenset({"issued", "issued before"})
"""The outcomes of which the learner has a certificate."""


@dataclass(frozen=True)
class Outcome:
    """What came of one request.

    Attributes:
        outcome: in a word or two.
        request_id: of the request, if it could be read.
        certificate_id: of the certificate, if there is one.
        files: what was written, or was there already: the certificate or the letter.
        right: how many answers are right, of ``asked``.
        attempt: which attempt of this learner it is, as the registry counts.
        flags: what there is, or was, to look into.
        message: why there is no certificate.
    """

    outcome: OutcomeName
    request_id: str | None = None
    certificate_id: str | None = None
    files: tuple[str, ...] = ()
    right: int | None = None
    asked: int | None = None
    attempt: int | None = None
    flags: tuple[Flag, ...] = ()
    message: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the outcome as JSON has it."""
        return asdict(self)


@dataclass
class Issuer:
    """Serves requests for one course with one key.

    The provider issues when the key is published in the course, else the key itself, for a sample.

    Attributes:
        course: the course in the version that learners took.
        key: the signing key.
        registry_place: path or URL of the registry; the usual file in ``out``, unless given.
        out: where certificates and letters go; made if missing.
        sealing_key: opens sealed requests.
        accepted: who has looked into what a request was flagged for, by the request's id.
    """

    course: Course
    key: SigningKey
    registry_place: str | None
    out: Path
    sealing_key: ECKey | None = None
    accepted: dict[str, str] = field(default_factory=dict)

    @property
    def real(self) -> bool:
        """Whether certificates are issued in the provider's name, and no samples."""
        return self.key.multikey in self.course.settings.provider.public_keys

    @cached_property
    def registry(self) -> Registry:
        """The registry, opened when it is needed first."""
        self.out.mkdir(parents=True, exist_ok=True)
        name = "registry.sqlite" if self.real else "sample-registry.sqlite"
        return Registry(self.registry_place or self.out / name)

    def close(self) -> None:
        """Let go of the registry, if it was opened."""
        if "registry" in vars(self):
            self.registry.close()

    def serve(self, raw: bytes, accepted_by: str | None = None) -> Outcome:
        """Serve the request that the bytes of a file hold; nothing that is wrong with it raises."""
        try:
            request = parse_request(raw, self.sealing_key)
        except RequestError as error:
            return Outcome("unreadable", message=str(error))
        request_id = str(request.request)
        accepted_by = accepted_by or self.accepted.get(request_id)
        try:
            outcome = self._serve(request, accepted_by)
        except RequestError as error:
            outcome = Outcome("unreadable", message=str(error))
        except CourseError as error:
            outcome = Outcome("refused", message=str(error))
        except (SQLAlchemyError, OSError) as error:
            outcome = Outcome("refused", message=f"it could not be recorded: {_first_line(error)}")
        return replace(outcome, request_id=request_id)

    def _serve(self, request: CertificateRequest, accepted_by: str | None) -> Outcome:
        result = grade(self.course, request)
        if request.sample and self.real:
            raise CertificateError(
                "this request is made up; only a sample is issued for it (--sample)"
            )
        attempt = self._attempt(request, result) if self.real else None
        if not result.passed:
            return self._write_letter(request, result, self._record(attempt))
        return self._issue(request, result, attempt, accepted_by)

    def _attempt(self, request: CertificateRequest, result: Grade) -> Attempt:
        flags = flags_of(self.course, request, datetime.now(UTC))
        return attempt_of(self.course, request, result, flags)

    def _record(self, attempt: Attempt | None) -> Recorded | None:
        """Record an attempt; None for a sample, and for a request that has a certificate."""
        if attempt is None:
            return None
        course_id, request_id = attempt.course_id, attempt.request_id
        with self.registry.transaction() as transaction:
            if transaction.find_request(course_id, request_id) is None:
                return transaction.record_attempt(attempt)
            if attempt.evaluation:
                transaction.take_evaluation(course_id, request_id, attempt.evaluation)
            return None

    def _write_letter(
        self, request: CertificateRequest, result: Grade, recorded: Recorded | None
    ) -> Outcome:
        """Tell the learner what to return to."""
        text = letter_to(self.course, request, result, recorded.count if recorded else 1)
        path = self.out / f"letter-{request.request}.txt"
        write_whole(path, text.encode())
        outcome = "scene first" if result.reached else "not passed"
        return _outcome(outcome, result, recorded, files=(str(path),))

    def _issue(
        self,
        request: CertificateRequest,
        result: Grade,
        attempt: Attempt | None,
        accepted_by: str | None,
    ) -> Outcome:
        issuer = self.course.settings.issuer if self.real else self.key.did
        completion = completion_of(
            self.course, request, result, issuer=issuer, sample=not self.real
        )
        try:
            issued = issue(
                completion,
                request_id=str(request.request),
                key=self.key,
                registry=self.registry,
                out_dir=self.out,
                attempt=attempt,
                accepted_by=accepted_by,
            )
        except FlaggedError as error:
            return _outcome("flagged", result, self._record(attempt), message=str(error))
        except CertificateError:
            self._record(attempt)  # the exam was taken, whatever stands in the way now
            raise
        if not issued.created and request.evaluation:
            self._record(attempt)
        return _outcome(
            "issued" if issued.created else "issued before",
            result,
            issued.recorded,
            certificate_id=issued.certificate_id,
            files=(str(issued.pdf_path), str(issued.credential_path)),
        )


def _outcome(name: OutcomeName, result: Grade, recorded: Recorded | None, **more: Any) -> Outcome:
    return Outcome(
        name,
        right=result.right,
        asked=result.questions,
        attempt=recorded.count if recorded else None,
        flags=recorded.flags if recorded else (),
        **more,
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
