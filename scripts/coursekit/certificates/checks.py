"""The four checks of a certificate, each answered by itself and with its reason.

``site/browser/verify-checks.js`` answers them in the same words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coursekit.certificates.errors import MismatchError, UncheckableError, VerificationError
from coursekit.certificates.facts import printed_date, printed_id
from coursekit.certificates.known import Known
from coursekit.certificates.proofs import Signer
from coursekit.certificates.publiclog import History, PublicLog
from coursekit.certificates.statuslist import Purpose, StatusList, read_utc

State = Literal["ok", "failed", "unchecked"]

STATE_WORDS: dict[State, str] = {
    "ok": "ok",
    "failed": "failed",
    "unchecked": "could not be checked",
}

_SET_MEANS: dict[Purpose, str] = {"revocation": "revoked", "refresh": "superseded"}
"""What a set bit means for a certificate."""

SIGNATURE, ISSUER, STATUS, VERSION = "Signature", "Issuer key", "Status", "Course version"


@dataclass(frozen=True)
class Check:
    """One question about a certificate, its answer and why.

    ``standing`` is ``revoked`` or ``superseded`` when that is why the check failed.
    """

    name: str
    state: State
    reason: str
    standing: str = ""

    @property
    def words(self) -> str:
        """The answer in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True)
class Signed:
    """What the checks need of a certificate in either of its forms.

    Attributes:
        certificate_id: its number.
        course: the course's id and version.
        sample: whether it says that it certifies nothing.
        signer: who it says signed it; the short form names no issuer.
        verify: raises a `VerificationError` unless the signature matches.
        form: ``credential`` or ``short``.
        digest: gives the SHA-256 of that form, as the public log holds it.
        status_index: its place on the status lists; a sample has none.
    """

    certificate_id: str
    course: tuple[str, str]
    sample: bool
    signer: Signer
    verify: Callable[[], object]
    form: str
    digest: Callable[[], str]
    status_index: int | None


def check(signed: Signed, known: Known) -> list[Check]:
    """Return the answers to the four questions, in their order."""
    signature = _signature(signed)
    issuer = _issuer(signed, known)
    genuine = signature.state == issuer.state == "ok"
    return [
        signature,
        issuer,
        _status(signed, known, genuine),
        version_check(*signed.course, known),
    ]


def _signature(signed: Signed) -> Check:
    try:
        signed.verify()
    except MismatchError:
        reason = "the facts were changed after signing, or were never signed"
        return Check(SIGNATURE, "failed", reason)
    except VerificationError as error:
        return Check(SIGNATURE, "failed", str(error))
    return Check(SIGNATURE, "ok", "the facts above are unchanged since they were signed")


def _issuer(signed: Signed, known: Known) -> Check:
    key, did = signed.signer.multikey, signed.signer.did
    if key in known.keys:
        if known.issuer and did and not did.startswith("did:key:") and did != known.issuer:
            return Check(ISSUER, "failed", f"issued in the name of {did}")
        if key in known.compromised:
            return _compromised(signed, known, known.compromised[key])
        return Check(ISSUER, "ok", f"signed by a key of the provider ({key})")
    if signed.sample:
        reason = "a throw-away key that belongs to no provider signed this sample"
        return Check(ISSUER, "unchecked", reason)
    if not known.keys:
        return Check(ISSUER, "unchecked", "no key of the provider is known here to compare with")
    return Check(ISSUER, "failed", f"the key that signed is not one of the provider’s ({key})")


def _compromised(signed: Signed, known: Known, since: date) -> Check:
    """Accept what a stolen key signed only if the log held it before.

    Whoever has the key cannot put a line into the log, which a current key signs.
    """
    key = f"the key that signed may be in other hands since {printed_date(since)}"
    try:
        at = known.log.logged(signed.certificate_id, signed.form, signed.digest())
    except VerificationError as error:
        reason = f"{key}; whether the certificate is older could not be checked: {error}"
        return Check(ISSUER, "unchecked", reason)
    if at is None or at[:10] >= since.isoformat():
        reason = f"{key}, and the public log has no such certificate from before; ask the provider"
        return Check(ISSUER, "failed", reason)
    reason = f"{key}, but the public log has this certificate from before: {printed_day(at)}"
    return Check(ISSUER, "ok", reason)


def _status(signed: Signed, known: Known, genuine: bool) -> Check:
    if signed.status_index is None:
        return Check(STATUS, "unchecked", "a sample stands on no list of the provider")
    if not genuine:
        reason = "only a certificate of the provider stands on its lists, see above"
        return Check(STATUS, "unchecked", reason)
    lists: list[StatusList] = []
    problems: list[str] = []
    for purpose, standing in _SET_MEANS.items():
        try:
            found = known.status_list(purpose, signed.status_index)
        except UncheckableError as error:
            problems.append(str(error))
            continue
        if found.is_set(signed.status_index):
            return _ended(signed.certificate_id, known, standing)
        lists.append(found)
    if problems:
        return Check(STATUS, "unchecked", problems[0])
    published = min(found.published for found in lists)
    valid_until = min(found.valid_until for found in lists)
    if valid_until < known.now():
        reason = (
            f"the provider’s lists were to be used until {printed_date(valid_until)}; "
            "ask the provider"
        )
        return Check(STATUS, "unchecked", reason)
    reason = f"neither revoked nor replaced, by the provider’s lists of {printed_date(published)}"
    return Check(STATUS, "ok", reason)


def _ended(certificate_id: str, known: Known, standing: str) -> Check:
    word = "revoked" if standing == "revoked" else "replaced by a newer certificate"
    try:
        history = known.log.history(certificate_id)
    except UncheckableError as error:
        reason = f"{word}; when and why could not be read: {error}"
        return Check(STATUS, "failed", reason, standing)
    if history is None or history.state == "valid":
        reason = f"{word}; the provider’s log does not say when and why"
        return Check(STATUS, "failed", reason, standing)
    return standing_check(history, known.log)


def standing_check(history: History, log: PublicLog) -> Check:
    """Return the status of a certificate that was revoked or replaced, as the log tells it."""
    return Check(STATUS, "failed", _told(history, log, depth=0), history.state)


MOST_REPLACED = 20
"""How far one certificate after another is followed."""


def _told(history: History, log: PublicLog, depth: int) -> str:
    """Say what became of a certificate, and of the one that took its place."""
    day = printed_day(history.changed)
    if history.state == "revoked":
        return f"revoked on {day}: {history.reason}"
    told = f"replaced on {day} by certificate {printed_id(history.successor)}: {history.reason}"
    successor = log.history(history.successor)
    if successor is None or successor.state == "valid" or depth == MOST_REPLACED:
        return told
    return f"{told}; that one was {_told(successor, log, depth + 1)}"


def version_check(course_id: str, version: str, known: Known) -> Check:
    """Tell whether the certificate is about the course, in a version of it."""
    found = f"it is for {course_id}, version {version}"
    if known.course_id is None:
        return Check(VERSION, "unchecked", "no course is known here to compare with")
    if course_id != known.course_id:
        return Check(VERSION, "failed", f"{found}, which is another course")
    if version not in known.course_versions:
        return Check(VERSION, "unchecked", f"{found}, which is not known here")
    return Check(VERSION, "ok", found)


def printed_day(moment: str) -> str:
    """Return the day (UTC) of a moment of the log."""
    return printed_date(read_utc(moment).date())
