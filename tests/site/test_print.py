"""On paper: a sheet is one page and nothing but the sheet."""

import io

import pytest
from pypdf import PdfReader


@pytest.mark.xdist_group("print")
def test_every_tool_prints_alone(browser, serve, site):
    """Each tool's paper holds its sheets to the last line and nothing of the page around them."""
    address = serve(site)
    page = browser.new_page()
    names = sorted(path.parent.name for path in (site / "tools").glob("*/index.html"))
    assert names
    for name in names:
        page.goto(f"{address}tools/{name}/")
        titles = page.locator(".sheet__title").all_inner_texts()
        assert titles, name
        printed = PdfReader(io.BytesIO(page.pdf(format="Letter")))
        text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
        for title in titles:
            assert title in text, name
        assert "Version 2026" in text, name
        for around in ("Who completes it", "Where it is stored", "Syllabus"):
            assert around not in text, name
    page.close()


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize(
    "name", ["tools/commitment-strands", "tools/bias-catch-card", "supervisors/log"]
)
def test_a_sheet_prints_on_one_page(browser, serve, site, name, paper):
    """The form is on it from its title to its date, without the site's menu or the page's text."""
    page = browser.new_page()
    page.goto(f"{serve(site)}{name}/")
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert "Version 2026-11-2" in text
    assert "Who completes it" not in text
    assert "Exam" not in text


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_every_session_plan_is_one_page(browser, serve, site, course, paper):
    """The supervision guide has a plan for each module, and each is a page of its own."""
    page = browser.new_page()
    page.goto(f"{serve(site)}tools/supervision-guide/")
    titles = page.locator(".sheet__title").all_inner_texts()
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    assert len(titles) == len(course.modules)
    for title, sheet in zip(titles, printed.pages, strict=True):
        text = sheet.extract_text()
        assert text.startswith(title)
        assert "Version 2026" in text
