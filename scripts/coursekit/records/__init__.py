"""The files that a learner sends: what they may hold, and how they are graded."""

from coursekit.records.errors import RequestError, SealError
from coursekit.records.flags import Flag, flags_of
from coursekit.records.grading import Grade, grade
from coursekit.records.request import (
    FORMAT,
    MOST_LICENSES,
    AttestationError,
    CertificateRequest,
    License,
    parse_request,
    read_request,
    read_request_file,
)

__all__ = [
    "FORMAT",
    "MOST_LICENSES",
    "AttestationError",
    "CertificateRequest",
    "Flag",
    "Grade",
    "License",
    "RequestError",
    "SealError",
    "flags_of",
    "grade",
    "parse_request",
    "read_request",
    "read_request_file",
]
