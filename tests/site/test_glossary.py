"""Terms on the pages: reachable definitions, written out once, and nowhere that they disturb."""

import pytest
from bs4 import BeautifulSoup

from small_course import change, write_course

GLOSSARY = """\
# Glossary

Consensual thing (CT) {#g-ct}
:   A thing that all agreed to. Taught in [the first section](../modules/one.md#first).

Hinge {#g-hinge}
:   A person with two bonds [@known2020].

Open {#g-open .common}
:   Said of a thing.
"""
TEXT = """\
CT is what a hinge has, and hinges know CT; be open.
A door-hinge is none, and `hinge` is code, and [a hinge](#first) is a link.

## Second section {#second}

The Hinge comes back.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory, build_site):
    """The small course with a glossary, built."""
    folder = tmp_path_factory.mktemp("glossary")
    root = write_course(folder / "course")
    (root / "docs/glossary.md").write_text(GLOSSARY, encoding="utf-8")
    (root / "docs/index.md").write_text("# Hello\n\nA hinge.\n")
    (root / "mkdocs.yml").write_text(
        "site_name: x\nmarkdown_extensions: [attr_list, def_list]\n"
        "plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
        "theme: {name: material, font: false}\n"
    )
    change(root, "modules/one.md", "Somebody found", TEXT + "\nSomebody found")
    done = build_site(root, folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def parsed(built, name: str) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup((built / name / "index.html").read_text(), "html.parser")


def test_first_use_in_a_section(built):
    """A term is a button once in each section; code, links and parts of words are left alone."""
    page = parsed(built, "modules/one")
    assert [button.get_text() for button in page.select("button.term")] == ["CT", "hinge", "Hinge"]
    assert "CT (consensual thing) is what" in page.select_one("article").get_text()
    assert "know CT;" in page.select_one("article").get_text()


def test_definition_is_on_the_page(built):
    """Each button names a popover with the definition; its link leads to where it is taught."""
    page = parsed(built, "modules/one")
    for button in page.select("button.term"):
        assert page.select_one(f"#{button['popovertarget']}[popover]")
    box = page.select_one("#term-g-ct")
    assert "A thing that all agreed to." in box.get_text()
    assert box.a["href"] in ("./#first", "#first")
    assert page.select_one('#term-g-hinge a[href="#ref-known2020"]')
    assert page.select_one("#ref-known2020")


def test_other_pages_stay_plain(built):
    """Only lessons, cases and the guide for clients have such buttons."""
    assert not parsed(built, ".").select("button.term")
    assert not parsed(built, "glossary").select("button.term")


def test_by_key_without_a_script(browser, serve, built):
    """Enter opens the definition and Escape closes it, with JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(built)}modules/one/")
    box = page.locator("#term-g-ct")
    assert not box.is_visible()
    page.locator("button.term").first.focus()
    page.keyboard.press("Enter")
    assert box.is_visible()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    context.close()
