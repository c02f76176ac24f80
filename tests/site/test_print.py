"""On paper: a sheet is one page and nothing but the sheet."""

import io

import pytest
from pypdf import PdfReader


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("tool", ["commitment-strands", "bias-catch-card"])
def test_a_tool_prints_on_one_page(browser, serve, site, tool, paper):
    """The form is on it from its title to its date, without the site's menu or the page's text."""
    page = browser.new_page()
    page.goto(f"{serve(site)}tools/{tool}/")
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert "Version 2026-11-22" in text
    assert "Who completes it" not in text
    assert "Exam" not in text
