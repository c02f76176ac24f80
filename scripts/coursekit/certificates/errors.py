"""What can go wrong with a certificate, told apart by what a person can do about it."""

from collections.abc import Sequence

from coursekit.errors import CourseError
from coursekit.records import Flag


class CertificateError(CourseError):
    """A certificate cannot be issued; nothing was recorded."""


class CredentialError(CertificateError):
    """A credential says something that a signature would not cover."""


class DrawingError(CertificateError):
    """A certificate cannot be printed as its facts are written, and is refused, not mangled."""


class FlaggedError(CertificateError):
    """There is something to look into, and no person has done so."""

    def __init__(self, flags: Sequence[Flag]):
        super().__init__("\n".join(flag.text for flag in flags))
        self.flags = tuple(flags)


class RequestConflictError(CertificateError):
    """The same request came back with other content after a certificate was issued for it."""


class RecordError(CertificateError):
    """The registry's record does not fit what is asked of it."""


class VerificationError(CourseError):
    """A certificate does not verify."""


class NotACertificateError(VerificationError):
    """Malformed: the file or text is not a certificate of this kind, so nothing was checked."""


class MismatchError(VerificationError):
    """The signature does not match: what is signed was changed, or another key signed it."""


class UncheckableError(VerificationError):
    """The check could not be carried out, which says nothing about the certificate."""
