"""The site with JavaScript off: everything can be read, and nothing typed leaves the page."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def page(browser, serve, site) -> Page:
    """A tab with JavaScript off, on the built site."""
    context = browser.new_context(java_script_enabled=False, base_url=serve(site))
    yield context.new_page()
    context.close()


def test_lesson_and_vignette(page):
    """The lesson is there, and an option of a decision point opens on its consequence."""
    page.goto("modules/mononormativity/")
    expect(page.get_by_text("After this module you can")).to_be_visible()
    option = page.locator(".decision__option").first
    consequence = option.locator("p").first
    expect(consequence).to_be_hidden()
    option.locator("summary").click()
    expect(consequence).to_be_visible()


def test_practice_answers_can_be_opened(page):
    """Reasons and the best answer are behind disclosure elements; no dead button is shown."""
    page.goto("quizzes/practice/mononormativity/")
    question = page.locator(".question").first
    expect(question.get_by_text("Best answer:")).to_be_hidden()
    question.locator(".question__rationale summary").click()
    expect(question.get_by_text("Best answer:")).to_be_visible()
    expect(question.get_by_role("button", name="Check my answer")).to_be_hidden()


def test_exam_can_be_read(page):
    """The questions are there, and the form for handing in gives way to the reason why."""
    page.goto("exam/")
    expect(page.locator("noscript p").first).to_contain_text("read but not handed in")
    expect(page.locator(".exam__question").first).to_be_visible()
    expect(page.get_by_label("Your name as it appears on your license")).to_be_hidden()
    expect(page.get_by_role("button", name="Save my certificate request")).to_be_hidden()


def test_a_lost_script_leaks_nothing(browser, serve, site):
    """When our script does not arrive, a name that is typed never ends up in an address."""
    context = browser.new_context(base_url=serve(site))
    page = context.new_page()
    page.route("**/assets/course/*.js", lambda route: route.abort())
    page.goto("exam/")
    page.get_by_label("Your name as it appears on your license").fill("Ann Example")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save my certificate request").click()
    page.wait_for_timeout(300)
    assert page.url.endswith("/exam/")
    context.close()


def test_verification_names_the_command(page):
    """Without scripts the page says how else a certificate is checked."""
    page.goto("verify/")
    expect(page.locator("#verify + noscript code")).to_be_visible()
