"""The public log: it tells what happened to a number, and nothing to who has none."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.histories import ISSUER, PUBLISHED, History, digest
from certificates.specimens import make_facts, signed
from coursekit.certificates import MismatchError, NotACertificateError, create_key
from coursekit.certificates.credential import credential_text
from coursekit.certificates.publiclog import build_lines, keyed, log_text, read_log, sign_head
from coursekit.certificates.short import sign_short

KEY = create_key()
OLD, NEW = "0123456789ABCDEF", "Z9Y8X7W6V5T4S3R2"


@pytest.fixture(scope="module")
def history() -> History:
    """One certificate replaced by another, which is erased and revoked."""
    history = History()
    history.issue(make_facts(certificate_id=OLD), KEY)
    history.issue(make_facts(certificate_id=NEW, participant_name="Zoë Married"), KEY)
    history.supersede(OLD, NEW, "name corrected", at="2026-11-23T09:00:00Z")
    history.issue(make_facts(certificate_id=OLD), create_key(), kind="resigned")
    history.events.append(type(history.events[0])("2026-11-23T09:30:00Z", "erased", NEW, {}))
    history.revoke(NEW, "issued by mistake", at="2026-11-23T10:00:00Z")
    return history


@pytest.fixture
def files(history: History) -> tuple[str, dict[str, Any]]:
    """The log and its head, as they are published."""
    lines = build_lines(history.events)
    return log_text(lines), sign_head(lines, ISSUER, KEY, PUBLISHED)


def test_who_has_a_number_learns_what_became_of_it(files: tuple[str, dict]) -> None:
    """When it was issued, what ended it and why, and the number of its successor."""
    log = read_log(*files)
    replaced, revoked = log.history(OLD), log.history(NEW)
    assert (replaced.issued, replaced.state) == ("2026-11-22T03:04:05Z", "superseded")
    assert (replaced.changed, replaced.reason) == ("2026-11-23T09:00:00Z", "name corrected")
    assert replaced.successor == NEW
    assert (revoked.state, revoked.reason) == ("revoked", "issued by mistake")
    assert log.history("0000000000000000") is None
    assert (log.signer.did, log.signer.multikey) == (ISSUER, KEY.multikey)


def test_nobody_else_learns_a_number_or_a_name(files: tuple[str, dict]) -> None:
    """Neither stands in the log, in no form that could be read or guessed."""
    text = files[0]
    facts = make_facts()
    secrets = [OLD, NEW, facts.participant_name, *(item.number for item in facts.licenses)]
    assert not any(secret in text for secret in [*secrets, NEW.encode().hex()])
    for line in map(json.loads, text.splitlines()):
        assert line.keys() <= {
            "seq", "at", "kind", "certificate", "credential", "short", "reason", "successor",
            "masked", "previous", "hash",
        }  # fmt: skip


def test_both_forms_of_a_certificate_are_found(files: tuple[str, dict]) -> None:
    """By the SHA-256 of the file and of the code, under its own number only."""
    log, facts = read_log(*files), make_facts(certificate_id=OLD)
    by_file = digest(credential_text(signed(facts, KEY)))
    by_code = digest(sign_short(facts, KEY))
    assert log.logged(OLD, "credential", by_file) == "2026-11-22T03:04:05Z"
    assert log.logged(OLD, "short", by_code) == "2026-11-22T03:04:05Z"
    assert log.logged(OLD, "short", by_file) is None
    assert log.logged(NEW, "credential", by_file) is None


def test_the_log_grows_at_its_end(history: History) -> None:
    """What was published is the beginning of what is published later, byte for byte."""
    whole = log_text(build_lines(history.events))
    for count in range(len(history.events) + 1):
        assert whole.startswith(log_text(build_lines(history.events[:count])))


def test_an_empty_log_is_a_log() -> None:
    """Before the first certificate there is nothing in it, and that is signed."""
    log = read_log("", sign_head([], ISSUER, KEY, PUBLISHED))
    assert log.lines == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    """A character changed, a line dropped, doubled or moved: the chain or the head breaks."""
    history = History()
    for number in (OLD, NEW):
        history.events.append(_issued(number))
    history.revoke(OLD, "why")
    lines = build_lines(history.events)
    text, head = log_text(lines), sign_head(lines, ISSUER, KEY, PUBLISHED)
    rows = text.splitlines(keepends=True)
    place = data.draw(st.integers(0, len(rows) - 1))
    kind = data.draw(st.sampled_from(["letter", "drop", "double", "swap"]))
    if kind == "letter":
        at = data.draw(st.integers(0, len(rows[place]) - 2))
        letter = data.draw(st.sampled_from("0aZ{"))
        rows[place] = rows[place][:at] + letter + rows[place][at + 1 :]
    elif kind == "drop":
        del rows[place]
    elif kind == "double":
        rows.insert(place, rows[place])
    else:
        rows[place], rows[place - 1] = rows[place - 1], rows[place]
    changed = "".join(rows)
    if changed == text:
        return
    with pytest.raises((MismatchError, NotACertificateError)):
        read_log(changed, head)


def _issued(number: str) -> Any:
    history = History()
    history.revoke(number, "x")
    detail = {"credential": digest(number), "short": digest(number), "status_index": 1}
    return type(history.events[0])("2026-11-22T03:04:05Z", "issued", number, detail)


BROKEN_HEADS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "fewer events": lambda h: h.update(events=1),
    "later": lambda h: h.update(validUntil="2036-01-01T00:00:00Z"),
    "another issuer": lambda h: h.update(issuer="did:web:other.example"),
    "another key": lambda h: h.update(key=create_key().multikey),
    "no signature": lambda h: h.pop("signature"),
    "a signature that is none": lambda h: h.update(signature="z0"),
    "a key that is none": lambda h: h.update(key="z6Mk"),
}


@pytest.mark.parametrize("what", BROKEN_HEADS)
def test_a_changed_head_is_noticed(what: str, files: tuple[str, dict]) -> None:
    """How far the log reaches, until when and by whom is signed."""
    text, head = files
    BROKEN_HEADS[what](head)
    with pytest.raises((MismatchError, NotACertificateError)):
        read_log(text, head)


def test_a_number_has_one_name() -> None:
    """The SHA-256 of its sixteen characters, which anybody can compute."""
    assert keyed(OLD) == "2125b2c332b1113aae9bfc5e9f7e3b4c91d828cb942c2df1eeb02502eccae9e9"
