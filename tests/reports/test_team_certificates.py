"""Certificates among the files of a team: checked on the page, and put beside whom they name."""

import json

import pytest
from playwright.sync_api import expect

from certificates.specimens import COURSE, make_facts, signed
from coursekit.certificates import create_key, render_pdf, short_url, sign_short
from reports.hand_ins import completion
from reports.team_page import give, payload, write_page

pytestmark = pytest.mark.xdist_group("team-certificates")

KEY, FORGER = create_key(), create_key()
ISSUER = "did:web:course.example.org"
BEES = {"id": COURSE, "version": "2026.1"}
NUMBERS = {"Ann Lee": "1" * 16, "Ben Ode": "2" * 16, "Nobody Here": "3" * 16, "Same Name": "4" * 16}


def certificate(name: str, key=KEY) -> dict:
    """Return the credential of a person."""
    return signed(make_facts(participant_name=name, certificate_id=NUMBERS[name]), key)


def pdf(name: str) -> bytes:
    """Return a person's certificate as it is issued."""
    facts = make_facts(participant_name=name, certificate_id=NUMBERS[name])
    text = json.dumps(signed(facts, KEY), ensure_ascii=False)
    return render_pdf(facts, text, short_url(facts, sign_short(facts, KEY)))


@pytest.fixture
def tab(browser, serve, tmp_path):
    """The page of a provider who has a key; a script error fails the test."""
    known = {
        "issuer": ISSUER,
        "keys": [KEY.multikey],
        "compromised": {},
        "course": {"id": COURSE, "versions": ["2026.1"]},
        "status": "",
    }
    facts = {"known": known, "objectives": {}}
    folder = write_page(tmp_path / "site", course=BEES, titles={"one": "One"}, facts=facts)
    context = browser.new_context(base_url=serve(folder))
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    tab = context.new_page()
    tab.goto("team.html")
    tab.wait_for_selector("html[data-started]")
    people = [("Ann Lee", None), ("ben  ODE", None), ("Same Name", "1"), ("Same Name", "2")]
    files = [completion(name, ref=ref, course=BEES) for name, ref in people]
    give(tab, [payload(f"{number}.json", file) for number, file in enumerate(files)])
    yield tab
    context.close()
    assert errors == []


def papers(tab, name: str):
    """Return what is said of a person's certificates."""
    named = tab.locator(".team__name", has_text=name)
    row = tab.locator("table[aria-label=People] tbody tr", has=named)
    return row.locator("td").nth(5)


def test_a_certificate_is_checked_and_joined(tab):
    """A PDF and a credential in JSON, each beside its person however the name is typed."""
    ben = json.dumps(certificate("Ben Ode")).encode()
    give(tab, [payload("a.pdf", pdf("Ann Lee")), payload("b.json", ben)])
    day = "November 20, 2026"
    verified = f"verified, completed {day}, number 1111-1111-1111-1111"
    expect(papers(tab, "Ann Lee")).to_have_text(verified)
    expect(papers(tab, "ben")).to_contain_text("number 2222-2222-2222-2222")
    expect(tab.locator(".team__figures li").nth(6)).to_have_text("2 with a verified certificate")


def test_what_is_forged_or_changed_is_not_valid(tab):
    """Another's key, and a name changed after signing: both are said to be not valid."""
    changed = certificate("Ben Ode")
    changed["credentialSubject"]["achievement"]["version"] = "2027.1"
    forged = certificate("Ann Lee", FORGER)
    give(
        tab,
        [
            payload("a.json", json.dumps(forged).encode()),
            payload("b.json", json.dumps(changed).encode()),
        ],
    )
    expect(papers(tab, "Ann Lee")).to_contain_text("NOT VALID")
    expect(papers(tab, "ben")).to_contain_text("NOT VALID")
    expect(tab.locator(".team__figures li").nth(6)).to_have_text("0 with a verified certificate")


def test_what_belongs_to_nobody_is_listed(tab):
    """Nobody of that name, or two of them: the certificate is listed with the reason."""
    names = ("Nobody Here", "Same Name")
    give(tab, [payload(f"{name}.json", json.dumps(certificate(name)).encode()) for name in names])
    expect(tab.locator(".team__rest li")).to_have_text(
        [
            "certificate of Nobody Here: nobody here has this name",
            "certificate of Same Name: several people have this name",
        ]
    )
