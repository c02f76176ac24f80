"""The page of the review: every practice question, the dates and the offer of the deck."""

import json

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from coursekit.content import load_course
from coursekit.content.markdown_source import read_markdown
from coursekit.site.review import write_out
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("review-site")


@pytest.fixture(scope="module")
def review(site) -> BeautifulSoup:
    """Parse the page as it was built."""
    return BeautifulSoup((site / "review/index.html").read_text(encoding="utf-8"), "html.parser")


def test_it_holds_every_practice_question(review, course):
    """All of them in the order of the course, each with its module; none from before a lesson."""
    asked = review.select(".review__all .question")
    practice = [(q.id, m.slug, q.hash) for m in course.modules for q in m.practice]
    found = [(item["data-question"], item["data-unit"], item["data-hash"]) for item in asked]
    assert found == practice
    assert not review.select("[data-before]")
    for item in asked:
        heading = item.find_previous_sibling()
        assert (heading.name, heading["id"]) == ("h3", item["data-question"])


def test_a_question_says_what_its_practice_page_says(review, site, course):
    """The same markup but for the addresses of its links."""

    def words(question) -> list[str]:
        return [" ".join(text.split()) for text in question.stripped_strings]

    for module in course.modules:
        text = (site / f"quizzes/practice/{module.slug}/index.html").read_text(encoding="utf-8")
        for question in BeautifulSoup(text, "html.parser").select(".question"):
            again = review.select_one(f'[data-question="{question["data-question"]}"]')
            assert words(again) == words(question)
            assert len(again.select("a")) == len(question.select("a"))


def test_ids_and_search(review, site):
    """No id stands twice, and the search knows nothing of the page."""
    ids = [item["id"] for item in review.select("article [id]")]
    assert len(ids) == len(set(ids))
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert not [doc for doc in index["docs"] if doc["location"].startswith("review/")]


def test_the_author_sees_one_comment(root):
    """For the checks the page has no question, so nothing is counted or named twice."""
    text = (root / "docs/review.md").read_text(encoding="utf-8")
    assert text.count("<!-- course:review -->") == 1
    assert "<quiz>" not in text


def test_links_are_right_from_the_page(tmp_path):
    """Links to other files, to the practice page itself and elsewhere; code is left alone."""
    root = write_course(tmp_path)
    text = "See [a](../../modules/one.md#first), [b](#one-p2), [c](https://x.org/a), `[d](e.md)`."
    change(root, "quizzes/practice/one.md", "Rationale of one-p1,", f"{text}\nRationale of one-p1,")
    course = load_course(root)
    page = write_out(course, "# R\n\n<!-- course:review -->\n", "docs/deep/review.md")
    assert "[a](../../modules/one.md#first)" in page
    assert "[b](../../quizzes/practice/one.md#one-p2)" in page
    assert "[c](https://x.org/a), `[d](e.md)`." in page
    near = write_out(course, "<!-- course:review -->", "docs/review.md")
    assert "[a](../modules/one.md#first)" in near
    findings = []
    practice = read_markdown(root, course.modules[0].practice[0].path, findings)
    assert near.count("<quiz>") == practice.body.count("<quiz>") == 2


def test_a_page_without_the_comment_stays_as_it_is(course):
    """Nothing is written where nothing was asked for, nor where the comment is an example."""
    for text in ("# Page\n", "Write `<!-- course:review -->` there.\n"):
        assert write_out(course, text, "docs/other.md") == text


def test_a_set_on_the_built_page(browser, serve, site):
    """The set, the calendar and the references that it cites, with the real markup."""
    context = browser.new_context(base_url=serve(site))
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("review/#7")
    expect(page.locator(".question:visible")).to_have_count(5)
    expect(page.get_by_role("button", name="Save the calendar file")).to_be_visible()
    shown = {
        link.get_attribute("href") for link in page.locator(".review__set a[href^='#ref-']").all()
    }
    works = page.locator(".references li:visible").all()
    assert {f"#{work.get_attribute('id')}" for work in works} == shown
    question = page.locator(".review__set .question").first
    question.locator("label").first.click()
    question.get_by_role("button", name="Check my answer").click()
    expect(question.locator(".question__result")).not_to_be_empty()
    keys = page.evaluate("Object.keys(localStorage)")
    unit = question.get_attribute("data-unit")
    assert any(key.endswith(f"/{unit}") for key in keys)
    assert errors == []
    context.close()


def test_without_scripts_everything_can_be_read(browser, serve, site, course):
    """All questions stand there, a sentence says so, and the answers open."""
    context = browser.new_context(java_script_enabled=False, base_url=serve(site))
    page = context.new_page()
    page.goto("review/")
    count = sum(len(module.practice) for module in course.modules)
    expect(page.locator(".question:visible")).to_have_count(count)
    expect(page.locator(".review noscript p")).to_contain_text("Without JavaScript no set is drawn")
    expect(page.locator(".calendar noscript p")).to_contain_text("needs JavaScript")
    question = page.locator(".question").last
    question.locator(".question__rationale summary").click()
    expect(question.get_by_text("Best answer:")).to_be_visible()
    expect(page.get_by_role("link", name="Save the deck for Anki")).to_be_visible()
    context.close()
