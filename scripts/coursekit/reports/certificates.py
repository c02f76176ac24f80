"""What a verified certificate says, in the few words that stand beside a person.

Verification has its own station; this is the only place where a team's page meets it.
"""

from dataclasses import dataclass
from typing import Literal

from coursekit.certificates import Verification

CertificateState = Literal["verified", "not-confirmed", "not-valid"]


@dataclass(frozen=True)
class CheckedCertificate:
    """One certificate.

    Attributes:
        name: of the person, as it is signed.
        number: of the certificate.
        completed: the day, as it is printed.
        state: ``verified`` when signature and issuer are in order and nothing failed.
        why: the first check that failed or could not be made, and the reason; else empty.
    """

    name: str
    number: str
    completed: str
    state: CertificateState
    why: str


def checked(found: Verification) -> CheckedCertificate:
    """Return what to say of a certificate that was verified."""
    facts = dict(reversed(found.facts))
    failed = [check for check in found.checks if check.state == "failed"]
    signature, issuer, *_ = found.checks
    open_ones = [check for check in (signature, issuer) if check.state != "ok"]
    problem = next(iter((*failed, *open_ones)), None)
    return CheckedCertificate(
        name=facts["Name"],
        number=facts["Certificate number"],
        completed=facts["Completed"],
        state="not-valid" if failed else "not-confirmed" if problem else "verified",
        why=f"{problem.name}: {problem.reason}" if problem else "",
    )
