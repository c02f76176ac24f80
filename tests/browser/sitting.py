"""The steps of a learner who sits the exam, from the first question to the saved file."""

import json
from pathlib import Path

from pages import EXAM_KEY, EXAM_NAMES
from playwright.sync_api import Page, expect

SAVE = "Save my certificate request"


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


def review(page: Page) -> None:
    """Go to the table of answers."""
    page.get_by_role("button", name="Review my answers").click()


def rows(page: Page):
    """Find the rows of the table of answers."""
    return page.locator(".exam__review tbody tr")


def hand_in(page: Page) -> None:
    """Go to the table of answers and hand them in."""
    review(page)
    page.get_by_role("button", name="Hand in these answers").click()
    expect(page.locator(".exam")).to_have_attribute("data-state", "submitted")


def sit(page: Page, letter: str = "a") -> None:
    """Begin, answer every question and hand in."""
    begin(page)
    answer_all(page, letter)
    hand_in(page)


def fill_details(page: Page) -> None:
    """Fill in what must be: one answer of the evaluation, name, one license, the attestation."""
    page.check("#ev-4")
    page.fill("#learner-name", "  Maria Álvarez-O'Neill ")
    for name, value in (("jurisdiction", "Ohio"), ("profession", "LISW"), ("number", "I.123")):
        page.locator(f"input[name={name}]").first.fill(value)
    page.check("#attestation")
    page.fill("#attestation-name", "Maria Álvarez-O'Neill")


def press_save(page: Page) -> None:
    """Press the last button."""
    page.get_by_role("button", name=SAVE).click()


def downloaded(page: Page, button: str = SAVE) -> tuple[str, dict]:
    """Press a button that saves a file; return the file's name and content."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    download = waiting.value
    return download.suggested_filename, json.loads(Path(download.path()).read_text("utf-8"))


def stored(page: Page) -> list[dict]:
    """Read the attempts that the browser keeps, by their number."""
    record = json.loads(page.evaluate("key => localStorage.getItem(key)", EXAM_KEY))
    return sorted(record["attempts"].values(), key=lambda attempt: attempt["number"])


def problems(page: Page):
    """Find the links to what is missing or wrong."""
    return page.locator(".exam__problem-list a")
