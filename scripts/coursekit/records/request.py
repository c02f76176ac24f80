"""``course-request/1``: what a learner sends to the provider to ask for a certificate."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import rfc8785
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from coursekit.content.models import Identifier
from coursekit.errors import CourseError
from coursekit.records.text import line_of

FORMAT = "course-request/1"
LARGEST_REQUEST = 2_000_000
"""Bytes; a request with a thousand answers is about 100 kB."""

Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Name = line_of(80)


class RequestError(CourseError):
    """A request that cannot be read or cannot be graded."""


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
    licenses: Annotated[tuple[License, ...], Field(max_length=6)] = ()


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

    @property
    def digest(self) -> str:
        """SHA-256 of the request in canonical JSON (RFC 8785), in hexadecimal."""
        data = self.model_dump(mode="json", exclude_none=True)
        return hashlib.sha256(rfc8785.dumps(data)).hexdigest()

    @property
    def completed(self) -> datetime:
        """When the learner handed the exam in."""
        return self.exam.submitted


def request_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the format."""
    return CertificateRequest.model_json_schema()


def request_schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(request_schema(), indent=2, ensure_ascii=False) + "\n"


def read_request(path: Path) -> CertificateRequest:
    """Read the request in the file at ``path``.

    Raises:
        RequestError: no such file, not JSON, not this format, or a value that is not allowed; the
            message lists everything that was found.
        AttestationError: the request is whole but the attestation is not signed.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RequestError(f"{path}: cannot be read: {error.strerror}") from None
    if len(raw) > LARGEST_REQUEST:
        raise RequestError(f"{path}: {len(raw)} bytes are too many for a request")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RequestError(
            f"{path}: not JSON; ask the learner for the file that the exam page saved, unchanged"
        ) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format", "none") if isinstance(data, dict) else "none"
        raise RequestError(
            f"{path}: not a certificate request: its format is {found!r}, not {FORMAT!r}"
        )
    try:
        request = CertificateRequest.model_validate(data)
    except ValidationError as error:
        lines = [_sentence(item) for item in error.errors(include_url=False)]
        raise RequestError("\n".join(f"{path}: {line}" for line in lines)) from None
    if not request.attestation.accepted:
        raise AttestationError(f"{path}: the attestation is not accepted; the learner must sign it")
    return request


def _sentence(item: Any) -> str:
    """Say what is wrong with one value, quoting no more of it than helps."""
    key = ".".join(map(str, item["loc"]))
    message = item["msg"].removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        return f"`{key}` is not part of a request"
    if item["type"] == "missing":
        return f"`{key}` is missing"
    if item["type"] == "string_too_long":
        return (
            f"`{key}` has {len(item['input'])} characters; {item['ctx']['max_length']} are allowed"
        )
    return f"`{key}`: {message}"
