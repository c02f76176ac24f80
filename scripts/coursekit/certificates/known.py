"""What a certificate is compared with: the provider's keys, its course, and what it published."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from coursekit.certificates.errors import MismatchError, UncheckableError, VerificationError
from coursekit.certificates.proofs import Signer
from coursekit.certificates.publiclog import HEAD, LOG, PublicLog, read_log
from coursekit.certificates.statuslist import Purpose, StatusList, list_name, read_list
from coursekit.content.models import CourseSettings

StatusReader = Callable[[str], bytes]
"""Gives one of the published files by its name.

It raises `UncheckableError` when that cannot be had.
"""


def _nothing_published(name: str) -> bytes:
    del name
    raise UncheckableError("no published status was given to look it up in")


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Known:
    """What is known of the provider and the course; whatever is left out could not be checked.

    Attributes:
        keys: the provider's signing keys as Multikey (``z6Mk…``), old ones included.
        compromised: those of them that may be in other hands, and since which day (UTC).
        issuer: the provider's ``did:web:…``, if only that issuer is to be accepted.
        course_id: the course that a certificate ought to be about.
        course_versions: the versions of that course.
        read_status: gives the files that ``course status`` published.
        now: the clock.
    """

    keys: frozenset[str] = frozenset()
    compromised: Mapping[str, date] = field(default_factory=dict)
    issuer: str | None = None
    course_id: str | None = None
    course_versions: frozenset[str] = frozenset()
    read_status: StatusReader = _nothing_published
    now: Callable[[], datetime] = _utc_now

    @cached_property
    def log(self) -> PublicLog:
        """The public log, if the provider signed it.

        Raises:
            UncheckableError: it cannot be had, or is not the provider's.
        """
        text, head = self.read_status(LOG), self._json(HEAD)
        try:
            log = read_log(text.decode(), head)
        except (VerificationError, UnicodeDecodeError) as error:
            raise UncheckableError(f"the provider’s log is damaged: {error}") from None
        self._require_provider(log.signer, "log")
        return log

    def status_list(self, purpose: Purpose, status_index: int) -> StatusList:
        """Return the list that has a place for ``status_index``, if the provider signed it.

        Raises:
            UncheckableError: it cannot be had, or is not the provider's.
        """
        name = list_name(purpose, status_index)
        credential = self._json(name)
        try:
            found = read_list(credential)
        except MismatchError:
            reason = "the signature does not match what is signed"
            raise UncheckableError(f"the provider’s list is damaged: {reason}") from None
        except VerificationError as error:
            raise UncheckableError(f"the provider’s list is damaged: {error}") from None
        if (found.name, found.purpose) != (name, purpose):
            raise UncheckableError("the provider’s list is damaged: it is another list")
        self._require_provider(found.signer, "list")
        return found

    def _json(self, name: str) -> dict[str, Any]:
        try:
            return json.loads(self.read_status(name))
        except (ValueError, RecursionError):
            raise UncheckableError(f"the provider’s {name} is damaged: not JSON") from None

    def _require_provider(self, signer: Signer, what: str) -> None:
        """Refuse what a thief, or anybody else, could have signed."""
        wrong_issuer = self.issuer is not None and signer.did != self.issuer
        if signer.multikey not in self.keys.difference(self.compromised) or wrong_issuer:
            raise UncheckableError(f"the {what} is not signed by a current key of the provider")


NOTHING = Known()
"""When there is nothing to compare with."""


def known_from(settings: CourseSettings, read_status: StatusReader = _nothing_published) -> Known:
    """Return what the settings of a course say of its provider and itself."""
    provider = settings.provider
    return Known(
        keys=frozenset(provider.public_keys),
        compromised={item.key: item.since for item in provider.compromised_keys},
        issuer=settings.issuer if provider.public_keys else None,
        course_id=settings.id,
        course_versions=frozenset({settings.version, *settings.earlier_versions}),
        read_status=read_status,
    )
