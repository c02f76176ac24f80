"""The files that a learner sends: what they may hold, and how they are graded."""

from coursekit.records.errors import RequestError, SealError
from coursekit.records.grading import Grade, grade
from coursekit.records.request import (
    FORMAT,
    AttestationError,
    CertificateRequest,
    License,
    read_request,
)

__all__ = [
    "FORMAT",
    "AttestationError",
    "CertificateRequest",
    "Grade",
    "License",
    "RequestError",
    "SealError",
    "grade",
    "read_request",
]
