"""The guide for clients in one piece: everything that its pages say, once and in order."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from coursekit.content import load_course
from coursekit.errors import CourseError
from coursekit.site.booklet import write_out
from small_course import write_course

PAGES = "index who-helps five-situations finding-someone sessions-and-costs fair-play questions"


def article(site, address: str) -> BeautifulSoup:
    """Return the text of a page, its references and scripts left out."""
    text = (site / address / "index.html").read_text(encoding="utf-8")
    found = BeautifulSoup(text, "html.parser").select_one("article")
    for part in found.select("script, .references, .term-box, .headerlink, .md-content__button"):
        part.decompose()
    return found


def test_it_holds_every_page(site):
    """Each paragraph of each page stands in the booklet, and no id stands there twice."""
    whole = article(site, "client-guide/booklet")
    said = [" ".join(item.get_text().split()) for item in whole.select("p, li")]
    for name in PAGES.split():
        address = "client-guide" if name == "index" else f"client-guide/{name}"
        for item in article(site, address).select("p, li"):
            assert " ".join(item.get_text().split()) in said, f"{name}: {item.get_text()[:60]}"
    ids = re.findall(r'\sid="([^"]+)"', str(whole))
    assert len(ids) == len(set(ids))
    assert len(whole.select("h1")) == 1


def test_it_prints_without_the_site(browser, serve, site):
    """The paper begins with the title, ends with the last question and has no menu."""
    page = browser.new_page()
    page.goto(f"{serve(site)}client-guide/booklet/")
    printed = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    page.close()
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert len(printed.pages) > 8
    assert "Finding good help" in text[:200]
    for around in ("Table of contents", "Syllabus", "Law and ethics codes"):
        assert around not in text


def test_a_page_that_is_not_there(tmp_path):
    """The message names the page, the file and where it was looked for."""
    course = load_course(write_course(tmp_path))
    with pytest.raises(CourseError, match=r"docs/b\.md: the booklet names x\.md, and there is no"):
        write_out(course, "<!-- course:booklet x.md -->", "docs/b.md")
