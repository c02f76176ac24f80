"""The verification page and the command line in every state, and that they say the same."""

import dataclasses
import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from barriers import find_barriers
from certificates.provider import NUMBERS, Provider
from certificates.specimens import make_facts, signed
from certificates.verify_page import checks, drop, enter, facts
from coursekit.certificates import (
    Known,
    UncheckableError,
    Verification,
    create_key,
    known_from,
    sign_short,
    verify_credential,
    verify_number,
    verify_short,
)
from coursekit.certificates.status_files import status_reader
from coursekit.certificates.statuslist import read_utc
from coursekit.content import load_course

pytestmark = pytest.mark.xdist_group("verify-page")


@pytest.fixture(scope="module")
def known(provider: Provider) -> Known:
    """What the command line knows in the folder of the provider's course."""
    settings = load_course(provider.folder).settings
    return known_from(settings, status_reader(str(provider.status)))


def worded(found: Verification) -> list[str]:
    """Return each check as the page words it."""
    return [f"{c.name}: {c.words}. {c.reason[0].upper()}{c.reason[1:]}." for c in found.checks]


EXPECTED = {
    "valid": ("ok", "ok", "ok"),
    "by an old key": ("ok", "ok", "ok"),
    "revoked": ("ok", "failed", "revoked"),
    "replaced": ("ok", "failed", "superseded"),
    "newer": ("ok", "ok", "ok"),
    "replaced twice": ("ok", "failed", "superseded"),
    "replaced by a revoked one": ("ok", "failed", "superseded"),
    "logged before the theft": ("ok", "ok", "ok"),
    "logged after the theft": ("failed", "unchecked", "failed"),
    "by a thief": ("failed", "unchecked", "failed"),
    "by a stranger": ("failed", "unchecked", "failed"),
}
"""The states of issuer key and status, and the outcome; signature and version are ok."""


@pytest.mark.parametrize("what", NUMBERS)
def test_both_say_the_same(
    what: str, provider: Provider, known: Known, visit: Callable[..., Page]
) -> None:
    """Facts, checks, reasons and advice of every certificate, as a code and as a file."""
    certificate = provider.certificates[what]
    by_code = verify_short(certificate.short, known)
    by_file = verify_credential(certificate.credential, known)
    issuer, status, outcome = EXPECTED[what]
    for found in (by_code, by_file):
        assert [check.state for check in found.checks] == ["ok", issuer, status, "ok"]
        assert found.outcome == outcome
        assert found.note.startswith("Compare" if issuer == "ok" else "Do not rely")
    page = visit(certificate.short)
    assert (facts(page), checks(page)) == (by_code.facts, worded(by_code))
    expect(page.locator(".verify__note")).to_have_text(by_code.note)
    drop(page, "a.json", json.dumps(certificate.credential).encode())
    expect(page.get_by_text("Passed (80 % required)")).to_be_visible()
    assert (facts(page), checks(page)) == (by_file.facts, worded(by_file))
    expect(page.locator(".verify__note")).to_have_text(by_file.note)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("revoked", "revoked on November 23, 2026: issued by mistake"),
        ("replaced", "replaced on November 23, 2026 by certificate 4123-4567-89AB-CDEF: license "),
        ("replaced twice", "by certificate 3123-4567-89AB-CDEF: name corrected; that one was rep"),
        ("replaced by a revoked one", "2123-4567-89AB-CDEF: name corrected; that one was revoke"),
        ("by a thief", "may be in other hands since November 23, 2026, and the public log has no"),
        ("logged before the theft", "the public log has this certificate from before: November 22"),
    ],
)
def test_the_reason_says_what_when_and_why(
    what: str, said: str, provider: Provider, known: Known
) -> None:
    """Which certificate took whose place, on which day, and for what reason."""
    found = verify_short(provider.certificates[what].short, known)
    assert said in " ".join(check.reason for check in found.checks)


def test_a_back_dated_forgery_fails(provider: Provider, known: Known) -> None:
    """A thief who knows a number from the log signs it anew, and it is not what was logged."""
    issued = provider.certificates["logged before the theft"].facts
    forged = issued.model_copy(update={"participant_name": "A Thief"})
    for found in (
        verify_short(sign_short(forged, provider.stolen), known),
        verify_credential(signed(forged, provider.stolen), known),
    ):
        assert found.checks[1].state == "failed"


def test_a_file_laid_out_anew_is_found_in_the_log(provider: Provider, known: Known) -> None:
    """Software that saves the credential on one line does not make it a forgery."""
    credential = provider.certificates["logged before the theft"].credential
    again = json.loads(json.dumps(credential, separators=(",", ":")))
    assert verify_credential(again, known).checks[1].state == "ok"


@pytest.mark.parametrize("what", NUMBERS)
def test_a_number_alone(
    what: str, provider: Provider, known: Known, visit: Callable[..., Page]
) -> None:
    """The log tells when it was issued and what became of it, and never a name."""
    found = verify_number(NUMBERS[what], known)
    page = visit()
    typed = NUMBERS[what].lower().replace("1", "l").replace("0", "o")
    enter(page, " ".join([typed[:4], typed[4:8], typed[8:]]))
    assert (facts(page), checks(page)) == (found.facts, worded(found))
    expect(page.get_by_text("can only be shown from the code")).to_be_visible()
    name = provider.certificates[what].facts.participant_name
    assert name not in page.locator("#verify").inner_text()
    expected = {"revoked": "revoked", "by a thief": "failed", "by a stranger": "failed"}
    if what.startswith("replaced"):
        expected[what] = "superseded"
    assert found.outcome == expected.get(what, "unchecked")
    in_log = what not in ("by a thief", "by a stranger")
    assert [label for label, _ in found.facts] == ["Certificate number", "Issued"][: 1 + in_log]


def moment(provider: Provider) -> datetime:
    """Return when the provider's status was published."""
    head = json.loads((provider.status / "log-head.json").read_text(encoding="utf-8"))
    return read_utc(head["published"])


def publish(provider: Provider, folder: Path, **how: Any) -> None:
    """Publish the provider's history in another way than the provider did."""
    how = {"key": provider.key, "published": moment(provider)} | how
    provider.history.publish(folder, **how)


def edit(name: str, old: str, new: str) -> Callable[[Provider, Path], None]:
    """Return what copies the published status and changes a text in the files called ``name``."""

    def make(provider: Provider, folder: Path) -> None:
        shutil.copytree(provider.status, folder, dirs_exist_ok=True)
        for path in folder.glob(name):
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return make


def swap(provider: Provider, folder: Path) -> None:
    """Serve one list in place of the other."""
    shutil.copytree(provider.status, folder, dirs_exist_ok=True)
    for number in "01":
        shutil.copy(folder / f"refresh-{number}.json", folder / f"revocation-{number}.json")


def exchange(provider: Provider, folder: Path) -> None:
    """Serve the list of the first certificates for the next ones, and the other way round."""
    shutil.copytree(provider.status, folder, dirs_exist_ok=True)
    for number, other in (("0", "1"), ("1", "0")):
        name = f"revocation-{number}.json"
        shutil.copy(provider.status / name, folder / f"revocation-{other}.json")


def cut(provider: Provider, folder: Path) -> None:
    """Leave out the end of the log."""
    shutil.copytree(provider.status, folder, dirs_exist_ok=True)
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "log.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")


BROKEN: dict[str, Callable[[Provider, Path], None]] = {
    "stale": lambda p, f: publish(p, f, published=moment(p) - timedelta(days=101)),
    "by a stranger": lambda p, f: publish(p, f, key=create_key()),
    "by the thief": lambda p, f: publish(p, f, key=p.stolen),
    "of another issuer": lambda p, f: publish(p, f, issuer="did:web:other.example"),
    "list edited": edit("revocation-*.json", "validUntil", "validFrom"),
    "list not JSON": edit("revocation-*.json", "{", ""),
    "lists swapped": swap,
    "lists exchanged": exchange,
    "log cut off": cut,
    "log edited": edit("log.jsonl", "by mistake", "by design"),
    "head edited": edit("log-head.json", '"events": ', '"events": 1'),
}


@pytest.fixture
def serve_status(context: BrowserContext) -> Callable[[Path], None]:
    """A function that makes the site answer for its status from another folder."""

    def use(folder: Path) -> None:
        def answer(route: Route) -> None:
            path = folder / route.request.url.rpartition("/")[2]
            if path.exists():
                route.fulfill(path=path)
            else:
                route.fulfill(status=404, body="not found")

        context.route("**/status/*", answer)

    return use


@pytest.mark.parametrize("what", BROKEN)
def test_what_was_published_is_not_believed_blindly(
    what: str,
    provider: Provider,
    known: Known,
    visit: Callable[..., Page],
    serve_status: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    """A list or log that is old, another's or damaged never makes a status ok."""
    BROKEN[what](provider, tmp_path)
    serve_status(tmp_path)
    broken = dataclasses.replace(known, read_status=status_reader(str(tmp_path)))
    page = visit()
    for name in ("valid", "revoked", "logged before the theft"):
        short = provider.certificates[name].short
        found = verify_short(short, broken)
        page.evaluate("(fragment) => { location.hash = fragment; }", short)
        number = f"{NUMBERS[name][:4]}-{NUMBERS[name][4:8]}"
        expect(page.locator(".verify__facts")).to_contain_text(number)
        assert checks(page) == worded(found)
        log_only = what.startswith(("log", "head")) and name == "valid"
        assert (found.outcome == "ok") == log_only
    found = verify_number(NUMBERS["valid"], broken)
    assert (found.checks[2].state == "ok") == what.startswith("list")
    enter(page, NUMBERS["valid"])
    expect(page.get_by_role("heading", name="What the provider’s log says")).to_be_visible()
    assert checks(page) == worded(found)


def test_a_stale_list_still_says_what_is_over(
    provider: Provider, known: Known, tmp_path: Path
) -> None:
    """A revocation is never taken back, so an old list proves one and disproves none."""
    BROKEN["stale"](provider, tmp_path)
    stale = dataclasses.replace(known, read_status=status_reader(str(tmp_path)))
    assert verify_short(provider.certificates["revoked"].short, stale).outcome == "revoked"
    valid = verify_short(provider.certificates["valid"].short, stale)
    assert valid.outcome == "unchecked"
    assert "were to be used until" in valid.checks[2].reason


def test_one_list_of_two_is_enough_to_revoke(
    provider: Provider, known: Known, visit: Callable[..., Page], context: BrowserContext
) -> None:
    """That the other cannot be had is no way out for whoever was revoked."""

    def read(name: str) -> bytes:
        if name.startswith("refresh"):
            raise UncheckableError("gone")
        return known.read_status(name)

    half = dataclasses.replace(known, read_status=read)
    certificate = provider.certificates["revoked"]
    assert verify_short(certificate.short, half).outcome == "revoked"
    context.route("**/status/refresh-*", lambda route: route.abort())
    page = visit(certificate.short)
    assert "Revoked on November 23, 2026" in checks(page)[2]


@pytest.mark.parametrize("how", ["404", "offline"])
def test_without_the_lists_the_status_could_not_be_checked(
    how: str, provider: Provider, visit: Callable[..., Page], context: BrowserContext
) -> None:
    """The page says why, and everything else is checked as before."""

    def answer(route: Route) -> None:
        route.abort() if how == "offline" else route.fulfill(status=404, body="")

    context.route("**/status/*", answer)
    page = visit(provider.certificates["valid"].short)
    shown = checks(page)
    assert [line.split(". ")[0] for line in shown] == [
        "Signature: ok",
        "Issuer key: ok",
        "Status: could not be checked",
        "Course version: ok",
    ]
    reason = {"404": "publishes no revocation-0.json", "offline": "is there a connection?"}[how]
    assert reason in shown[2]
    enter(page, NUMBERS["valid"])
    expect(page.get_by_role("heading", name="What the provider’s log says")).to_be_visible()
    assert facts(page) == [("Certificate number", "0123-4567-89AB-CDEF")]


def test_a_theft_that_cannot_be_dated_leaves_the_issuer_open(
    provider: Provider, known: Known
) -> None:
    """Without the log, what a stolen key signed is neither good nor bad."""
    alone = dataclasses.replace(known, read_status=Known().read_status)
    for what in ("logged before the theft", "by a thief"):
        check = verify_short(provider.certificates[what].short, alone).checks[1]
        assert check.state == "unchecked"
        assert "whether the certificate is older could not be checked" in check.reason


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.audit)])
def test_nobody_is_kept_out(
    browser: Browser, address: str, provider: Provider, scheme: str
) -> None:
    """axe-core finds nothing in any state, on a desktop and on a phone; nothing is too wide."""
    long = make_facts(participant_name="Wolfeschlegelsteinhausenbergerdorff " * 2)
    codes = {what: certificate.short for what, certificate in provider.certificates.items()}
    codes |= {"long": sign_short(long, provider.key), "none": "", "cut off": codes["valid"][:-9]}
    found = []
    for width in (1280, 390):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        page = context.new_page()
        for what, code in codes.items():
            page.goto("about:blank")
            page.goto(f"{address}#{code}")
            page.locator(".verify__ask").wait_for()
            if what not in ("none", "cut off"):
                checks(page)
            found += [f"{width} {what} {each}" for each in find_barriers(page)]
        context.close()
    assert found == []
