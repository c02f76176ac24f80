"""What readers set for themselves: wider spacing, less motion, and fields that are filled in."""

import re

import pytest
from playwright.sync_api import Browser, Page

from every_page import KINDS, SLICES, open_page, slice_of_pages

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
}"""
"""The spacing that a text must bear (WCAG 1.4.12)."""

CLIPPED = """() => {
  const isCut = (each) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    const cuts = (way) => way === "hidden" || way === "clip";
    if (clipPath !== "none" || !each.textContent.trim() || !each.checkVisibility()) return false;
    return (
      (cuts(overflowX) && each.scrollWidth > each.clientWidth + 1) ||
      (cuts(overflowY) && each.scrollHeight > each.clientHeight + 1)
    );
  };
  const wide = document.documentElement.scrollWidth > innerWidth;
  const parts = document.querySelectorAll("article *, .md-footer *");
  const cut = [...parts].filter(isCut);
  const named = cut.map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim()}`);
  return wide ? ["the page scrolls sideways", ...named] : named;
}"""
"""Parts that cut off their own words.  The header, which names the site, does so on every phone."""

MOVING = """() => {
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
  const found = new Set();
  for (const each of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(each, part);
      const animates = style.animationName !== "none" && lasts(style.animationDuration);
      if (animates || lasts(style.transitionDuration) || style.scrollBehavior !== "auto")
        found.add(`${each.tagName}.${each.className}${part ?? ""}`);
    }
  }
  return [...found, ...document.getAnimations().map(String)];
}"""

OWN_NAME = re.compile("^(your name|type your name|from whom)|e-mail address", re.IGNORECASE)
"""How the labels of fields begin that ask whoever fills them in for a name or an address."""

FIELDS = """() => [...document.querySelectorAll("article input")].map((each) =>
  [each.labels[0]?.textContent.trim() ?? "", each.autocomplete])"""


@pytest.fixture
def page(browser: Browser) -> Page:
    """A tab of somebody who wants less motion, on a phone."""
    tab = browser.new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    yield tab
    tab.close()


@pytest.mark.audit
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_wider_spacing_cuts_nothing_off(page, serve, site, width):
    """With lines, letters, words and paragraphs further apart, all words are still there."""
    address, found = serve(site), {}
    page.set_viewport_size({"width": width, "height": 800})
    for name in KINDS:
        open_page(page, address, name)
        page.evaluate(SPACED)
        found[name] = page.evaluate(CLIPPED)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.audit
@pytest.mark.parametrize("number", SLICES)
def test_nothing_moves_for_whoever_asked_for_less(page, serve, site, number):
    """On no page does any part of it take time to change or to scroll."""
    address, found = serve(site), {}
    for name in slice_of_pages(site, number):
        open_page(page, address, name)
        found[name] = page.evaluate(MOVING)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.audit
def test_fields_for_an_own_name_say_so(page, serve, site):
    """A browser can fill them in, wherever the page asks who is there (WCAG 1.3.5)."""
    address, fields = serve(site), {}
    for name in (
        "exam/",
        "assignment/",
        "progress/",
        "supervisors/assign/",
        "supervisors/sign-off/",
    ):
        open_page(page, address, name)
        fields |= {
            f"{name} {label}": told
            for label, told in page.evaluate(FIELDS)
            if OWN_NAME.search(label)
        }
    assert len(fields) == 7
    assert {label: told for label, told in fields.items() if told not in ("name", "email")} == {}
