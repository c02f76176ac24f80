"""The public log of what was issued, replaced and revoked, which tells nobody's name.

One line of JSON an event. A certificate is named by the SHA-256 of its number, so the log gives no
numbers away that a forger could print; whoever has a number finds its lines. Each line carries the
hash of the one before, and the signed head the hash of the last: nothing can be taken out or put
in without a new signature. A line once published never changes.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import rfc8785

from coursekit.certificates.errors import MismatchError, NotACertificateError
from coursekit.certificates.keys import SigningKey, base58_decode, base58_encode, verify_signature
from coursekit.certificates.proofs import Signer
from coursekit.certificates.statuslist import VALID_FOR, read_utc, utc_text

LOG, HEAD = "log.jsonl", "log-head.json"
"""The names of the two files."""

FORMAT = "course-log-head/1"
FIRST = "0" * 64
"""What the first line has for the hash of the one before."""

Line = dict[str, Any]


class Event(Protocol):
    """An entry of the registry's history."""

    @property
    def at(self) -> str:
        """When, such as ``2026-11-22T10:11:12Z``."""

    @property
    def kind(self) -> str:
        """Issued, superseded, revoked, resigned or erased."""

    @property
    def certificate_id(self) -> str:
        """The certificate's number."""

    @property
    def detail(self) -> Mapping[str, Any]:
        """What belongs to the kind; no personal data."""


def keyed(certificate_id: str) -> str:
    """Return the name that the log has for the certificate with this number."""
    return hashlib.sha256(certificate_id.encode()).hexdigest()


def build_lines(events: Iterable[Event]) -> list[Line]:
    """Return the log of ``events``, the same for the same events."""
    lines: list[Line] = []
    previous = FIRST
    for seq, event in enumerate(events, 1):
        line = {"seq": seq, "at": event.at, "kind": event.kind, **_published(event)}
        line["previous"] = previous
        previous = line["hash"] = _hash(line)
        lines.append(line)
    return lines


def _published(event: Event) -> Line:
    """Return what is public of an event, named for what it means."""
    line: Line = {"certificate": keyed(event.certificate_id)}
    if event.kind in ("issued", "resigned"):
        line |= {name: event.detail[name] for name in ("credential", "short")}
    if event.kind in ("superseded", "revoked"):
        line["reason"] = event.detail["reason"]
    if event.kind == "superseded":
        successor = event.detail["by"]
        masked = _mask(event.certificate_id, successor.encode()).hex()
        line |= {"successor": keyed(successor), "masked": masked}
    return line


def _mask(certificate_id: str, successor: bytes) -> bytes:
    """Return ``successor`` so that only who knows ``certificate_id`` can read it.

    The same again gives it back. The bytes are combined (exclusive or) with a hash of the number,
    of which 80 bits are random.
    """
    pad = hashlib.sha256(f"successor of {certificate_id}".encode()).digest()
    return bytes(one ^ other for one, other in zip(successor, pad, strict=False))


def log_text(lines: Iterable[Line]) -> str:
    """Return the log as it stands in its file."""
    dump = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    return "".join(f"{text}\n" for text in dump)


def sign_head(lines: list[Line], issuer: str, key: SigningKey, published: datetime) -> Line:
    """Return the signed statement of how far the log reaches."""
    head = {
        "format": FORMAT,
        "issuer": issuer,
        "events": len(lines),
        "hash": lines[-1]["hash"] if lines else FIRST,
        "published": utc_text(published),
        "validUntil": utc_text(published + VALID_FOR),
        "key": key.multikey,
    }
    return {**head, "signature": "z" + base58_encode(key.sign(rfc8785.dumps(head)))}


@dataclass(frozen=True)
class History:
    """What the log says of one certificate.

    ``state`` is valid, superseded or revoked; ``changed``, ``reason`` and ``successor`` belong to
    the last two.
    """

    issued: str
    state: str = "valid"
    changed: str = ""
    reason: str = ""
    successor: str = ""


@dataclass(frozen=True)
class PublicLog:
    """A log whose chain and signature hold; whether its signer is the provider is not said here."""

    signer: Signer
    published: datetime
    valid_until: datetime
    lines: tuple[Line, ...]

    def history(self, certificate_id: str) -> History | None:
        """Return what is known of the certificate with this number, or None."""
        found = None
        for line in self._lines_of(certificate_id):
            if line["kind"] == "issued":
                found = History(line["at"])
            elif found and line["kind"] in ("superseded", "revoked"):
                masked = bytes.fromhex(line.get("masked", ""))
                successor = _mask(certificate_id, masked).decode()
                found = History(found.issued, line["kind"], line["at"], line["reason"], successor)
        return found

    def logged(self, certificate_id: str, form: str, digest: str) -> str | None:
        """Return when ``digest`` was logged as that of the certificate, or None.

        Args:
            certificate_id: its number.
            form: ``credential`` or ``short``.
            digest: SHA-256 of that form.
        """
        lines = (line for line in self._lines_of(certificate_id) if line.get(form) == digest)
        return next((line["at"] for line in lines), None)

    def _lines_of(self, certificate_id: str) -> Iterator[Line]:
        name = keyed(certificate_id)
        return (line for line in self.lines if line["certificate"] == name)


def read_log(text: str, head: Line) -> PublicLog:
    """Return the log in ``text``, checked against its signed ``head``.

    Raises:
        NotACertificateError: one of them is not what it ought to be.
        MismatchError: the head's signature, or the chain of the lines, is broken.
    """
    try:
        signature = base58_decode(head["signature"][1:91])
        unsigned = {name: value for name, value in head.items() if name != "signature"}
        verify_signature(head["key"], signature, rfc8785.dumps(unsigned))
        lines = tuple(json.loads(line) for line in text.split("\n")[:-1])
        _check_chain(lines, head)
        if head["format"] != FORMAT:
            raise ValueError(head["format"])
        signer = Signer(head["issuer"], head["key"])
        return PublicLog(signer, read_utc(head["published"]), read_utc(head["validUntil"]), lines)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise NotACertificateError("not a log of this kind") from None


def _check_chain(lines: tuple[Line, ...], head: Line) -> None:
    previous = FIRST
    for seq, line in enumerate(lines, 1):
        unhashed = {name: value for name, value in line.items() if name != "hash"}
        if (line["seq"], line["previous"]) != (seq, previous) or line["hash"] != _hash(unhashed):
            raise MismatchError(f"line {seq} of the log does not follow from the one before")
        previous = line["hash"]
    if (len(lines), previous) != (head["events"], head["hash"]):
        raise MismatchError("the log does not end where its signed head says")


def _hash(line: Line) -> str:
    return hashlib.sha256(rfc8785.dumps(line)).hexdigest()
