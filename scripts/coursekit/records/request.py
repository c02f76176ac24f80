"""``course-request/1``: what a learner sends to the provider to ask for a certificate."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from joserfc.jwk import ECKey
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from coursekit.content.typed import Identifier
from coursekit.records.canonical_json import canonical_json
from coursekit.records.errors import RequestError
from coursekit.records.sealing import is_sealed, unseal
from coursekit.records.strict_json import (
    LARGEST,
    StrictJSONError,
    parse_strict,
    printable,
    shown,
)
from coursekit.records.text import line_of, problem_of, text_of

FORMAT = "course-request/1"
MOST_PROBLEMS = 5
"""How many things that are wrong one message names."""

MOST_LICENSES = 6
"""Of one learner."""

USUAL = 100_000
"""Bytes that hold almost every request."""

_FEW = Field(max_length=200)

Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Name = line_of(80)


class AttestationError(RequestError):
    """The learner has not signed the attestation."""


class _Part(BaseModel):
    """Unknown members are refused: what we do not understand we do not certify."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CourseVersion(_Part):
    """Which course was taken, in which version."""

    id: Identifier
    version: line_of(40)


class License(_Part):
    """One license to practise, as the licensing board writes it."""

    jurisdiction: line_of(80)
    profession: line_of(80)
    number: line_of(40)


class Learner(_Part):
    """Who asks; the name is printed as typed."""

    name: Name
    email: line_of(254) | None = None
    licenses: Annotated[tuple[License, ...], Field(max_length=MOST_LICENSES)] = ()


class Answer(_Part):
    """One exam question as it was shown and answered; letters name options in source order."""

    question: Identifier
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    shown: Annotated[list[Letter], Field(min_length=2, max_length=26)]
    chosen: Annotated[list[Letter], Field(max_length=26)]


class ExamAttempt(_Part):
    """One attempt at the exam; answers stand in the order in which questions were shown."""

    attempt: Annotated[int, Field(ge=1, le=999)]
    started: AwareDatetime
    submitted: AwareDatetime
    answers: Annotated[list[Answer], Field(min_length=1, max_length=1000)]


class Attestation(_Part):
    """The statement that the learner signed by typing a name."""

    text: line_of(1000)
    name: Name
    accepted: bool


class WorkedScene(_Part):
    """A scene about a safety question, and when the learner last worked through it."""

    scene: Identifier
    worked: AwareDatetime


EvaluationAnswer = Annotated[int, Field(ge=0, le=6000)] | text_of(2000)
"""The number of what was chosen, the first being 1; minutes; or free text."""

EvaluationAnswers = Annotated[
    dict[Identifier, EvaluationAnswer | Annotated[dict[Identifier, EvaluationAnswer], _FEW]], _FEW
]
"""Answers by the id of the question, and then by what it was asked for each of."""


class CertificateRequest(_Part):
    """A whole request; ``request`` is made once per attempt and makes asking twice harmless."""

    model_config = ConfigDict(
        title="A learner's request for a certificate",
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:course:course-request/1",
        },
    )

    format: Literal["course-request/1"]
    course: CourseVersion
    request: UUID
    sample: Annotated[
        bool, Field(description="made up, to show the way; no real certificate is issued for it")
    ] = False
    created: AwareDatetime
    learner: Learner
    exam: ExamAttempt
    attestation: Attestation
    evaluation: EvaluationAnswers = {}
    scenes: Annotated[tuple[WorkedScene, ...], Field(max_length=100)] = ()

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of what is certified, in canonical JSON (RFC 8785).

        Saving the file again, working through a scene and answering the evaluation change nothing
        of that.
        """
        aside = {"created", "evaluation", "scenes"}
        data = self.model_dump(mode="json", exclude_none=True, exclude=aside)
        return hashlib.sha256(canonical_json(data)).hexdigest()

    @property
    def completed(self) -> datetime:
        """When the learner handed the exam in."""
        return self.exam.submitted


def read_request(path: Path, sealing_key: ECKey | None = None) -> CertificateRequest:
    """Read the request in the file at ``path``, sealed or not.

    Raises:
        RequestError: the file cannot be read, or is refused by `parse_request`.
        AttestationError: the request is whole but the attestation is not signed.
    """
    return parse_request(read_request_file(path), sealing_key)


def read_request_file(path: Path) -> bytes:
    """Return what is in the file at ``path``, or enough of it to see that it is too long.

    Raises:
        RequestError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(USUAL)  # Python makes room for all that it is asked to read
            return start if len(start) < USUAL else start + file.read(LARGEST + 1 - USUAL)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RequestError(f"cannot be read: {reason}") from None


def parse_request(raw: bytes, sealing_key: ECKey | None = None) -> CertificateRequest:
    """Return the request that the bytes of a file hold, sealed or not.

    Args:
        raw: the file that the learner saved.
        sealing_key: the provider's private key, which opens sealed requests.

    Raises:
        RequestError: not JSON, not this format, a seal that cannot be opened, or a value that is
            not allowed; the message says what was found and quotes little of it.
        AttestationError: the request is whole but the attestation is not signed.
    """
    data = _parsed(raw)
    if is_sealed(data):
        data = _parsed(unseal(data, sealing_key))
    request = _request(data)
    if not request.attestation.accepted:
        raise AttestationError("the attestation is not accepted; the learner must sign it")
    return request


def _parsed(raw: bytes) -> Any:
    try:
        return parse_strict(raw)
    except StrictJSONError as error:
        raise RequestError(
            f"{error}; ask the learner for the file that the exam page saved, unchanged"
        ) from None


def _request(data: Any) -> CertificateRequest:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format", "none") if isinstance(data, dict) else "none"
        raise RequestError(
            f"not a certificate request: its format is '{shown(found)}', not '{FORMAT}'"
        )
    try:
        return CertificateRequest.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
    lines = [_sentence(item) for item in found[:MOST_PROBLEMS]]
    if len(found) > MOST_PROBLEMS:
        lines.append(f"… and {len(found) - MOST_PROBLEMS:,} more")
    raise RequestError("\n".join(lines))


def _sentence(item: Any) -> str:
    """Say what is wrong with one value, quoting no more of it than helps."""
    key = ".".join(shown(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"`{key}` is not part of a request"
    if item["type"] == "missing":
        return f"`{key}` is missing"
    return f"`{key}`{printable(problem_of(item))}"
