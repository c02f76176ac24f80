"""After the exam: evaluation, details, attestation, and the file that leaves the page."""

import json
import re

import pytest
from joserfc.jwk import ECKey
from jsonschema import Draft202012Validator
from pages import COURSE, EVALUATION_KEY, HASH, PATIENCE, PROVIDER, SCENE_KEY, reload, started
from playwright.sync_api import Page, expect
from sitting import (
    answer_all,
    begin,
    downloaded,
    fill_details,
    hand_in,
    order,
    press_save,
    problems,
    sit,
    stored,
)

from coursekit.records.errors import SealError
from coursekit.records.sealing import SEALED, create_sealing_key, is_sealed, unseal

pytestmark = pytest.mark.xdist_group("hand-in")

TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
ANYWAY = "Save it unsealed all the same"


def closed(**properties: dict) -> dict:
    """Make the schema of an object with these members and no others."""
    optional = {"email", "scenes"}
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1, "maxLength": 80}
LETTERS = {"type": "array", "items": {"pattern": "^[a-z]$"}, "uniqueItems": True, "minItems": 1}
SCHEMA = closed(
    format={"const": "course-request/1"},
    course=closed(id={"const": COURSE["id"]}, version={"const": COURSE["version"]}),
    request={"pattern": UUID4},
    created={"pattern": TIME},
    learner=closed(
        name=TEXT,
        email=TEXT,
        licenses={
            "type": "array",
            "items": closed(jurisdiction=TEXT, profession=TEXT, number=TEXT),
        },
    ),
    exam=closed(
        attempt={"type": "integer", "minimum": 1},
        started={"pattern": TIME},
        submitted={"pattern": TIME},
        answers={
            "type": "array",
            "items": closed(
                question=TEXT, hash={"pattern": "^[0-9a-f]{12}$"}, shown=LETTERS, chosen=LETTERS
            ),
        },
    ),
    attestation=closed(text=TEXT, name=TEXT, accepted={"const": True}),
    evaluation={"const": {"ev-outcomes": {"one": 4}}},
    scenes={"type": "array", "items": closed(scene=TEXT, worked=TEXT)},
)


@pytest.fixture
def published(root) -> Draft202012Validator:
    """The schema that the Python side publishes."""
    path = root / "scripts/coursekit/site/schemas/course-request-1.json"
    return Draft202012Validator(json.loads(path.read_text("utf-8")))


def test_what_is_missing_is_named_and_linked(visit):
    """Each answer and each field that must be given, with a link that leads there."""
    page = visit("exam")
    sit(page)
    press_save(page)
    expect(problems(page)).to_have_text(
        [
            "Choose an answer: I learned something",
            "Give a license, or tick “I have no license number yet”.",
            "Your name is missing.",
            "Your typed name is missing.",
            "The statement is not confirmed yet.",
        ]
    )
    expect(page.locator(".exam__problems")).to_be_focused()
    expect(page.locator(".exam__problems")).to_contain_text("5 things are missing")
    problems(page).nth(0).click()
    expect(page.locator("#ev-1")).to_be_focused()
    problems(page).nth(2).click()
    expect(page.locator("#learner-name")).to_be_focused()
    assert page.get_attribute("#learner-name", "aria-invalid") == "true"


def test_nobody_signs_with_another_name(visit):
    """Case, accents and signs aside; the provider would have to ask."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    page.fill("#attestation-name", "Maria")
    press_save(page)
    expect(problems(page)).to_have_text(
        ["You signed with another name than the one above; sign with the same."]
    )
    problems(page).click()
    expect(page.locator("#attestation-name")).to_be_focused()


def test_the_evaluation_is_kept_as_it_is_given(visit):
    """On the device, through a reload; it is part of the request, in figures."""
    page = visit("exam")
    sit(page)
    page.check("#ev-2")
    page.fill("#ev-minutes", "95")
    page.fill("#ev-text", " More about ink. ")
    page.keyboard.press("Tab")
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", EVALUATION_KEY))
    assert {name: given["v"] for name, given in kept["answers"].items()} == {
        "ev-outcomes/one": 2,
        "ev-minutes": 95,
        "ev-text": "More about ink.",
    }
    reload(page)
    expect(page.locator("#ev-2")).to_be_checked()
    expect(page.locator("#ev-minutes")).to_have_value("95")
    expect(page.locator("#ev-text")).to_have_value("More about ink.")
    fill_details(page)
    _, request = downloaded(page)
    assert request["evaluation"] == {
        "ev-outcomes": {"one": 4},
        "ev-minutes": 95,
        "ev-text": "More about ink.",
    }


def test_a_number_out_of_bounds_is_named(visit):
    """Minutes are whole and not more than were possible."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    page.fill("#ev-minutes", "6001")
    press_save(page)
    expect(problems(page)).to_have_text(["Give a whole number of minutes: Minutes"])
    page.fill("#ev-minutes", "")
    _, request = downloaded(page)
    assert "ev-minutes" not in request["evaluation"]


def test_the_request_is_what_the_provider_expects(visit, published):
    """Format, order as shown, and the names as typed; nothing personal stays in the browser."""
    page = visit("exam")
    begin(page)
    drawn = order(page)
    answer_all(page, "c")
    hand_in(page)
    fill_details(page)
    page.fill("#learner-email", "maria@example.org")
    name, request = downloaded(page)
    assert re.fullmatch(r"course-request-\d{4}-\d\d-\d\d\.json", name)
    Draft202012Validator(SCHEMA).validate(request)
    published.validate(request)
    assert request["learner"]["name"] == "Maria Álvarez-O'Neill"
    assert request["learner"]["licenses"] == [
        {"jurisdiction": "Ohio", "profession": "LISW", "number": "I.123"}
    ]
    assert request["attestation"]["text"] == "I answered the exam myself."
    assert [[a["question"], a["shown"]] for a in request["exam"]["answers"]] == drawn
    assert all(a["chosen"] == ["c"] and a["hash"] == HASH for a in request["exam"]["answers"])
    kept = json.dumps(page.evaluate("({ ...localStorage, ...sessionStorage })"))
    assert not re.search("Maria|lvarez|maria@|Ohio|LISW|123", kept.replace(HASH, ""))


def work_the_scene(page: Page, worked: str) -> None:
    """Keep a record of the scene in which nothing is left to do."""
    first = {"t": worked, "v": ["a"], "ok": True}
    made = {"report-d1": {HASH: {"v": ["a"], "ok": True, "t": worked, "n": 1, "first": first}}}
    record = {"schema": 2, "unit": "report", "sections": {"only": worked}, "decisions": made}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [SCENE_KEY, json.dumps(record)]
    )


def test_scenes_that_were_worked_through_are_in_the_request(visit, published):
    """With the time of the last step; one that was never opened, written or not, is not in it."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    _, request = downloaded(page)
    assert "scenes" not in request
    work_the_scene(page, "2026-01-02T03:04:05.000Z")
    reload(page)
    fill_details(page)
    _, request = downloaded(page)
    assert request["scenes"] == [{"scene": "report", "worked": "2026-01-02T03:04:05.000Z"}]
    published.validate(request)


def test_saving_again_keeps_the_request(visit):
    """The same file again, after a reload too, and one request for the provider."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    name, first = downloaded(page)
    outcome = page.locator(".exam__outcome").last
    expect(outcome).to_be_focused()
    expect(outcome).to_have_text(f"Saved: {name}. Look for it where your browser puts downloads.")
    expect(page.locator(".exam__done")).to_contain_text(PROVIDER["email"])
    expect(page.locator(".exam__done")).to_contain_text("Anyone who gets hold of the file can read")
    assert downloaded(page, "Save the same file again") == (name, first)
    reload(page)
    expect(page.locator("#learner-name")).to_have_value("")
    fill_details(page)
    _, again = downloaded(page)
    assert {**again, "created": ""} == {**first, "created": ""}


def test_a_new_attempt_is_a_new_request(visit):
    """It is attested anew; the name stays typed."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    _, first = downloaded(page)
    page.locator(".exam__next summary").click()
    page.get_by_role("button", name="Begin attempt 2").click()
    answer_all(page, "d")
    hand_in(page)
    expect(page.locator(".exam__done")).to_be_hidden()
    expect(page.locator("#attestation")).not_to_be_checked()
    expect(page.locator("#attestation-name")).to_have_value("")
    expect(page.locator("#learner-name")).not_to_be_empty()
    page.check("#attestation")
    page.fill("#attestation-name", "MARIA ALVAREZ O’NEILL")
    _, second = downloaded(page)
    assert second["exam"]["attempt"] == 2
    assert second["request"] != first["request"]
    assert [each["request"] for each in stored(page)] == [first["request"], second["request"]]


def test_the_sealed_request_is_opened_by_its_key_alone(visit, sealing_key: ECKey, published):
    """Only the provider's key opens it, and inside is the request as it would be unsealed."""
    page = visit("exam-sealed")
    sit(page, "b")
    fill_details(page)
    name, file = downloaded(page)
    assert re.fullmatch(r"course-request-\d{4}-\d\d-\d\d\.json", name)
    assert is_sealed(file)
    assert set(file) == {"format", "course", "jwe"}
    assert file["course"] == {"id": COURSE["id"], "version": COURSE["version"]}
    assert not re.search("Maria|lvarez|Ohio|LISW", json.dumps(file))
    expect(page.locator(".exam__done")).to_contain_text("only the provider can read it")
    request = json.loads(unseal(file, sealing_key))
    published.validate(request)
    assert request["learner"]["name"] == "Maria Álvarez-O'Neill"
    assert request["request"] == stored(page)[0]["request"]
    with pytest.raises(SealError):
        unseal(file, create_sealing_key())
    for place in (5, len(file["jwe"]) - 5):
        letter = "A" if file["jwe"][place] != "A" else "B"
        changed = file["jwe"][:place] + letter + file["jwe"][place + 1 :]
        with pytest.raises(SealError):
            unseal(file | {"jwe": changed}, sealing_key)


def test_no_two_seals_are_alike(visit, sealing_key: ECKey):
    """Each file has a key and a start of its own; saving the same file again seals nothing anew."""
    page = visit("exam-sealed")
    sit(page)
    fill_details(page)
    _, one = downloaded(page)
    assert downloaded(page, "Save the same file again")[1] == one
    _, other = downloaded(page)
    header, _, start, *_ = one["jwe"].split(".")
    other_header, _, other_start, *_ = other["jwe"].split(".")
    assert header != other_header
    assert start != other_start
    opened = [json.loads(unseal(file, sealing_key)) for file in (one, other)]
    assert opened[0] | {"created": ""} == opened[1] | {"created": ""}


def test_where_nothing_can_be_sealed_the_learner_decides(browser, pages_address):
    """Over plain http there is no cryptography: nothing is saved until the learner says so."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page = context.new_page()
    page.goto(f"{pages_address}/exam-sealed.html")
    started(page)
    sit(page)
    fill_details(page)
    saved = []
    page.on("download", lambda download: saved.append(download))
    press_save(page)
    expect(page.locator(".exam__outcome").last).to_have_text("Nothing was saved yet.")
    expect(page.locator(".exam__outcome").last).to_be_focused()
    expect(page.locator(".exam__done")).to_contain_text("readable to anyone")
    page.wait_for_timeout(200)
    assert saved == []
    _, request = downloaded(page, ANYWAY)
    assert request["format"] != SEALED
    assert request["learner"]["name"] == "Maria Álvarez-O'Neill"
    expect(page.locator(".exam__done")).to_contain_text("Anyone who gets hold of the file can read")
    context.close()


def test_no_license_yet_is_said_in_the_open(visit):
    """The box makes an empty list of it, and the rows go away."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    page.check("#no-license")
    expect(page.locator(".exam__licenses")).to_be_hidden()
    _, request = downloaded(page)
    assert request["learner"]["licenses"] == []


def test_license_rows_come_and_go(visit):
    """Two licenses with their own fields; the last row is emptied, not lost."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    page.get_by_role("button", name="Add another license").click()
    expect(page.locator(".exam__license legend")).to_have_text(["License 1", "License 2"])
    second = page.locator(".exam__license").nth(1)
    expect(second.locator("input").first).to_be_focused()
    second.locator("input[name=jurisdiction]").fill("Texas")
    press_save(page)
    expect(problems(page)).to_have_text(
        ["License 2: Profession is missing.", "License 2: Full license number is missing."]
    )
    second.locator("input[name=profession]").fill("LPC")
    second.locator("input[name=number]").fill("77")
    _, request = downloaded(page)
    assert [each["jurisdiction"] for each in request["learner"]["licenses"]] == ["Ohio", "Texas"]
    for _ in range(2):
        page.get_by_role("button", name="Remove this license").first.click()
    expect(page.locator(".exam__license")).to_have_count(1)
    expect(page.locator(".exam__license input").first).to_have_value("")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Ann\u202eeB", "cannot be printed (U+202E)"),
        ("Ann\u0007", "cannot be printed (U+0007)"),
        ("Ann\u200f", "cannot be printed (U+200F)"),
        ("N" * 81, "81 characters"),
    ],
)
def test_unprintable_names_are_refused_with_words(visit, value, words):
    """Nothing is stripped silently from a name."""
    page = visit("exam")
    sit(page)
    fill_details(page)
    page.evaluate("value => { document.getElementById('learner-name').value = value }", value)
    press_save(page)
    expect(page.locator(".exam__problem-list")).to_contain_text(words)


def test_enter_in_a_field_saves_nothing(visit):
    """The file is saved by its button alone, and answers are handed in by theirs."""
    page = visit("exam")
    begin(page)
    page.locator(".exam__question input").first.press("Enter")
    expect(page.locator(".exam")).to_have_attribute("data-state", "open")
    answer_all(page)
    hand_in(page)
    page.locator("#learner-name").press("Enter")
    page.locator("#ev-1").press("Enter")
    expect(page.locator(".exam__problems")).to_be_empty()
