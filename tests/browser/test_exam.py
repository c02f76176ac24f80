"""The exam in a real browser: order, resuming, and the file that leaves the page."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pages import COURSE, EXAM_KEY, EXAM_NAMES, HASH, PROVIDER, reload
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("exam")

TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"


def closed(**properties: dict) -> dict:
    """Make the schema of an object with these members and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "email"],
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
)


def begin(page: Page) -> None:
    """Start the first attempt."""
    page.get_by_role("button", name="Begin the exam").click()


def order(page: Page) -> list[tuple[str, list[str]]]:
    """Read questions and options in the order in which the page shows them."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".exam__question")].map((set) => [
             set.dataset.question,
             [...set.querySelectorAll(".exam__option")].map((option) => option.dataset.option)])"""
    )


def answer_all(page: Page, letter: str = "a") -> None:
    """Give every question the same answer."""
    page.evaluate(
        "([names, letter]) => names.forEach((name) =>"
        " document.getElementById(`${name}-${letter}`).click())",
        [EXAM_NAMES, letter],
    )


def fill_details(page: Page) -> None:
    """Fill in name, one license and the attestation."""
    page.fill("#learner-name", "  Maria Álvarez-O'Neill ")
    for name, value in (("jurisdiction", "Ohio"), ("profession", "LISW"), ("number", "I.123")):
        page.locator(f"input[name={name}]").first.fill(value)
    page.check("#attestation")
    page.fill("#attestation-name", "Maria Álvarez-O'Neill")


def hand_in(page: Page) -> tuple[str, dict]:
    """Save the request; return the file's name and content."""
    with page.expect_download() as waiting:
        page.locator(".exam [type=submit]").click()
    download = waiting.value
    return download.suggested_filename, json.loads(Path(download.path()).read_text("utf-8"))


def stored(page: Page) -> dict:
    """Read what the browser keeps of the exam."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", EXAM_KEY))


def test_an_attempt_begins_when_the_learner_says_so(visit):
    """Before that no question shows and nothing is kept."""
    page = visit("exam")
    expect(page.locator(".exam__question").first).to_be_hidden()
    expect(page.locator(".exam [type=submit]")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    begin(page)
    expect(page.locator(".exam__question").first).to_be_visible()
    expect(page.locator(".exam__question input").first).to_be_focused()
    assert stored(page)["attempt"]["number"] == 1


def test_a_reload_keeps_order_and_answers(visit):
    """The order drawn at the start is the order of the whole attempt."""
    page = visit("exam")
    begin(page)
    drawn = order(page)
    page.locator("label[for=lens-x03-c]").click()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__progress")).to_contain_text("Saved on this device at")
    reload(page)
    assert order(page) == drawn
    expect(page.locator("#lens-x03-c")).to_be_checked()
    expect(page.locator(".exam__progress")).to_contain_text("1 of 8 answered")
    expect(page.locator(".exam__number").first).to_have_text("Question 1 of 8")


DRAW = """async ([drawn, before, change]) => {
  const { newAttempt, fit } = await import("./assets/course/attempt.js");
  const question = (id, group) => (
    { id, hash: "", letters: ["a", "b"], group, drawn: drawn[group] }
  );
  const bank = [..."abcdef"].map((id) => question(id, id < "d" ? "1" : "2"));
  const attempt = newAttempt(bank, 2, new Set(before));
  const first = attempt.order.map(({ question }) => question);
  const fresh = fit(attempt, bank.filter(({ id }) => !change.includes(id)));
  return [first, attempt.order.map(({ question }) => question), fresh];
}"""


def test_each_group_gives_its_number(visit):
    """Two of one group and one of the other, whichever chance picks."""
    page = visit("exam")
    for _ in range(10):
        first, fitted, fresh = page.evaluate(DRAW, [{"1": 2, "2": 1}, [], []])
        assert len([name for name in first if name in "abc"]) == 2
        assert len([name for name in first if name in "def"]) == 1
        assert (fitted, fresh) == (first, 0)


def test_another_attempt_asks_other_questions(visit):
    """What was asked before comes again only when nothing else is left."""
    page = visit("exam")
    for _ in range(10):
        first, _, _ = page.evaluate(DRAW, [{"1": 2, "2": 1}, ["a", "d", "e"], []])
        assert sorted(first) == ["b", "c", "f"]
        first, _, _ = page.evaluate(DRAW, [{"1": 2, "2": 1}, ["a", "b", "d"], []])
        assert "c" in first
        assert len(first) == 3


def test_a_question_that_is_gone_is_replaced_from_its_group(visit):
    """The attempt keeps its number of each group, and the others keep their places."""
    page = visit("exam")
    for _ in range(10):
        first, fitted, fresh = page.evaluate(DRAW, [{"1": 2, "2": 1}, ["c", "e", "f"], ["a"]])
        assert sorted(first) == ["a", "b", "d"]
        assert sorted(fitted) == ["b", "c", "d"]
        assert fresh == 1


def test_attempts_are_drawn_differently(visit):
    """Ten draws of eight questions and their options are not all the same."""
    page = visit("exam")
    drawn = page.evaluate(
        """async () => {
             const { newAttempt } = await import("./assets/course/attempt.js");
             const asked = [..."abcdefgh"].map((id) => (
               { id, hash: "", letters: [..."abcd"], group: "1", drawn: 8 }
             ));
             return Array.from({ length: 10 }, () => JSON.stringify(newAttempt(asked, 1).order));
           }"""
    )
    assert len(set(drawn)) == 10
    first = [json.loads(each)[0]["shown"] for each in drawn]
    assert all(sorted(shown) == list("abcd") for shown in first)
    assert len({tuple(shown) for shown in first}) > 1


def test_the_shuffle_is_fair(visit):
    """Each of three cards lies first about equally often (2,000 draws, 5 standard deviations)."""
    page = visit("exam")
    counts = page.evaluate(
        """async () => {
             const { shuffled } = await import("./assets/course/random.js");
             const counts = { a: 0, b: 0, c: 0 };
             for (let draw = 0; draw < 2000; draw += 1) counts[shuffled(["a", "b", "c"])[0]] += 1;
             return counts;
           }"""
    )
    assert all(abs(count - 2000 / 3) < 106 for count in counts.values()), counts


def test_what_is_missing_is_named_and_linked(visit):
    """Each unanswered question and each empty field, with a link that leads there."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    page.locator(".exam [type=submit]").click()
    problems = page.locator(".exam__problem-list a")
    expect(problems).to_have_text(
        [
            "Give a license, or tick “I have no license number yet”.",
            "Your name is missing.",
            "Your typed name is missing.",
            "The statement is not confirmed yet.",
        ]
    )
    expect(page.locator(".exam__problems")).to_be_focused()
    problems.nth(1).click()
    expect(page.locator("#learner-name")).to_be_focused()
    assert page.get_attribute("#learner-name", "aria-invalid") == "true"


def test_unanswered_questions_are_named_by_their_place(visit):
    """The number in the message is the number on the page, and the link goes to that question."""
    page = visit("exam")
    begin(page)
    fill_details(page)
    drawn = order(page)
    for name, _ in drawn[:6]:
        page.locator(f"label[for={name}-b]").click()
    page.locator(".exam [type=submit]").click()
    problems = page.locator(".exam__problem-list a")
    expect(problems).to_have_text(
        ["Question 7 has no answer yet.", "Question 8 has no answer yet."]
    )
    problems.nth(1).click()
    expect(page.locator(f"[data-question={drawn[7][0]}] input").first).to_be_focused()


def test_the_request_is_what_the_provider_expects(visit):
    """Format, order as shown, and the names as typed; nothing personal stays in the browser."""
    page = visit("exam")
    begin(page)
    drawn = order(page)
    answer_all(page, "c")
    fill_details(page)
    page.fill("#learner-email", "maria@example.org")
    name, request = hand_in(page)
    assert re.fullmatch(r"course-request-\d{4}-\d\d-\d\d\.json", name)
    Draft202012Validator(SCHEMA).validate(request)
    assert request["learner"]["name"] == "Maria Álvarez-O'Neill"
    assert request["learner"]["licenses"] == [
        {"jurisdiction": "Ohio", "profession": "LISW", "number": "I.123"}
    ]
    assert request["attestation"]["text"] == "I answered the exam myself."
    assert [[a["question"], a["shown"]] for a in request["exam"]["answers"]] == drawn
    assert all(a["chosen"] == ["c"] and a["hash"] == HASH for a in request["exam"]["answers"])
    kept = json.dumps(page.evaluate("({ ...localStorage, ...sessionStorage })"))
    assert not re.search("Maria|lvarez|maria@|Ohio|LISW|123", kept.replace(HASH, ""))


def test_the_file_matches_the_published_schema(visit, root):
    """The schema that the Python side publishes accepts what the browser writes."""
    path = root / "scripts/coursekit/site/schemas/course-request-1.json"
    page = visit("exam")
    begin(page)
    answer_all(page)
    fill_details(page)
    _, request = hand_in(page)
    Draft202012Validator(json.loads(path.read_text("utf-8"))).validate(request)


def test_saving_again_keeps_the_request_and_locks_the_answers(visit):
    """The same file again, after a reload too, and one request for the provider."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    fill_details(page)
    _, first = hand_in(page)
    expect(page.locator(".exam__outcome")).to_be_focused()
    expect(page.locator(".exam__done")).to_contain_text(PROVIDER["email"])
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the same file again").click()
    assert json.loads(Path(waiting.value.path()).read_text("utf-8")) == first
    expect(page.locator("#lens-x01-b")).to_be_disabled()
    reload(page)
    expect(page.locator(".exam__outcome")).to_contain_text("You closed attempt 1")
    expect(page.locator("#learner-name")).to_have_value("")
    fill_details(page)
    _, again = hand_in(page)
    assert {**again, "created": ""} == {**first, "created": ""}


def test_a_new_attempt_is_a_new_request(visit):
    """Number, id and order are new; answers and signature are gone, the name stays typed."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    fill_details(page)
    _, first = hand_in(page)
    page.locator(".exam__next summary").click()
    page.get_by_role("button", name="Begin attempt 2").click()
    expect(page.locator(".exam__progress")).to_contain_text("0 of 8 answered")
    expect(page.locator("#attestation")).not_to_be_checked()
    expect(page.locator("#learner-name")).not_to_be_empty()
    answer_all(page, "d")
    page.check("#attestation")
    page.fill("#attestation-name", "Maria")
    _, second = hand_in(page)
    assert second["exam"]["attempt"] == 2
    assert second["request"] != first["request"]
    assert [past["request"] for past in stored(page)["past"]] == [first["request"]]


def test_no_license_yet_is_said_in_the_open(visit):
    """The box makes an empty list of it, and the rows go away."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    fill_details(page)
    page.check("#no-license")
    expect(page.locator(".exam__licenses")).to_be_hidden()
    _, request = hand_in(page)
    assert request["learner"]["licenses"] == []


def test_license_rows_come_and_go(visit):
    """Two licenses with their own fields; the last row is emptied, not lost."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    fill_details(page)
    page.get_by_role("button", name="Add another license").click()
    expect(page.locator(".exam__license legend")).to_have_text(["License 1", "License 2"])
    second = page.locator(".exam__license").nth(1)
    expect(second.locator("input").first).to_be_focused()
    second.locator("input[name=jurisdiction]").fill("Texas")
    page.locator(".exam [type=submit]").click()
    expect(page.locator(".exam__problem-list a")).to_have_text(
        ["License 2: Profession is missing.", "License 2: Full license number is missing."]
    )
    second.locator("input[name=profession]").fill("LPC")
    second.locator("input[name=number]").fill("77")
    _, request = hand_in(page)
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
    begin(page)
    answer_all(page)
    fill_details(page)
    page.evaluate("value => { document.getElementById('learner-name').value = value }", value)
    page.locator(".exam [type=submit]").click()
    expect(page.locator(".exam__problem-list")).to_contain_text(words)


def test_enter_in_a_field_does_not_hand_in(visit):
    """An attempt is closed by its button alone."""
    page = visit("exam")
    begin(page)
    page.locator("#learner-name").press("Enter")
    page.locator(".exam__question input").first.press("Enter")
    expect(page.locator(".exam__problems")).to_be_empty()


def test_a_changed_exam_asks_only_what_changed(visit):
    """A reworded question and a new one are asked anew; the other answers stay."""
    page = visit("exam")
    begin(page)
    answer_all(page)
    page = visit("exam-reworded")
    expect(page.locator(".exam__changed")).to_contain_text("anew: 2 in all")
    expect(page.locator(".exam__progress")).to_contain_text("6 of 8 answered")
    expect(page.locator("#lens-x01-a")).not_to_be_checked()
    expect(page.locator("#lens-x02-a")).to_be_checked()


def test_two_tabs_work_on_one_attempt(visit):
    """An answer in one tab shows in the other, and both reach the record."""
    one, two = visit("exam"), visit("exam")
    begin(one)
    expect(two.locator(".exam__question").first).to_be_visible()
    assert order(one) == order(two)
    one.locator("label[for=lens-x01-a]").click()
    two.locator("label[for=lens-x02-b]").click()
    expect(one.locator("#lens-x02-b")).to_be_checked()
    expect(two.locator("#lens-x01-a")).to_be_checked()
    assert set(stored(one)["attempt"]["answers"]) == {"lens-x01", "lens-x02"}


def test_there_is_no_clock(visit):
    """Waiting changes nothing on the page."""
    page = visit("exam")
    begin(page)
    before = page.inner_text("main")
    page.clock.install()
    page.clock.fast_forward("02:00:00")
    assert page.inner_text("main") == before
