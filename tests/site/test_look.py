"""How pages look to their readers: length of lines, nothing that jumps, kinds of text by shape."""

import markdown
import pytest
from bs4 import BeautifulSoup

from coursekit.site.dialogue import DialogueExtension

pytestmark = pytest.mark.xdist_group("look")

MOST_SHIFT = 0.02
PAGES = [
    "",
    "course/",
    "syllabus/",
    "modules/confidentiality/",
    "modules/orientation/",
    "quizzes/practice/confidentiality/",
    "case_studies/updates/",
    "exam/",
    "progress/",
    "verify/",
    "offline/",
    "tools/cycle-map/",
]
SHIFTS = """
globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
LINES = """
() => {
  // How many letters the lines of paragraphs hold that are filled, by where each letter stands.
  const filled = [];
  for (const paragraph of document.querySelectorAll("article > p")) {
    const range = document.createRange();
    const counts = new Map();
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      for (let place = 0; place < node.length; place++) {
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        const bottom = Math.round(range.getBoundingClientRect().bottom / 8);
        counts.set(bottom, (counts.get(bottom) ?? 0) + 1);
      }
    }
    filled.push(...[...counts.values()].slice(0, -1));
  }
  return filled;
}
"""


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.audit)])
def test_nothing_jumps_while_a_page_loads(browser, serve, site, width):
    """On a first visit the scripts' words come into places that are kept for them."""
    address, found = serve(site), {}
    for name in PAGES:
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.add_init_script(SHIFTS)
        page.goto(address + name)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        found[name] = page.evaluate("shifted")
        context.close()
    assert {name: shift for name, shift in found.items() if shift > MOST_SHIFT} == {}


def test_lines_have_a_readable_length(browser, serve, site):
    """A filled line of a lesson holds 66 to 72 letters on average."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(site)}modules/confidentiality/")
    lengths = page.evaluate(LINES)
    page.close()
    assert len(lengths) > 100
    assert 64 <= sum(lengths) / len(lengths) <= 72


@pytest.mark.parametrize("media", ["forced colours", "paper"])
def test_kinds_of_text_differ_without_colours(browser, serve, site, media):
    """Every box keeps a line around it, and its icon, where grounds are left out."""
    context = browser.new_context(
        forced_colors="active" if media == "forced colours" else "none",
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    page.goto(f"{serve(site)}modules/mononormativity/")
    if media == "paper":
        page.emulate_media(media="print")
    found = page.evaluate(
        """() => {
          const shape = (name) => {
            const box = document.querySelector(name);
            const { borderTopStyle, borderTopWidth } = getComputedStyle(box);
            const icon = getComputedStyle(box.querySelector("p"), "::before");
            return [borderTopStyle, parseFloat(borderTopWidth) > 0, icon.maskImage,
              icon.backgroundColor];
          };
          const kinds = ["room", "rule", "example", "reflection", "supervision", "limits"];
          const names = kinds.map((kind) => `.admonition.${kind}`);
          return [...names, ".vignette", ".decision"].map((name) => [name, ...shape(name)]);
        }"""
    )
    context.close()
    assert all(has_line for _, _, has_line, _, _ in found), found
    assert len({icon for *_, icon, _ in found}) == len(found)
    assert {ink for *_, ink in found} <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert {name for name, style, *_ in found if style == "dashed"} == {".admonition.limits"}


def test_a_line_of_dialogue_is_marked():
    """A name in bold with its colon inside begins one; other bold words do not."""
    text = (
        "**Denise:** I count the stops.\n\n**Purpose.** To see.\n\nSo: **now:** go.\n\n**Now:**\n"
    )
    html = markdown.markdown(text, extensions=[DialogueExtension()])
    said = [item.get_text() for item in BeautifulSoup(html, "html.parser").select("p.said")]
    assert said == ["Denise: I count the stops."]


def test_dialogue_hangs_from_its_speaker(browser, serve, site):
    """Further lines stand in, so that an eye that searches for a speaker finds the name."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(site)}case_studies/updates/")
    line = page.locator(".vignette .said").first
    indent, padding = line.evaluate(
        "(item) => [getComputedStyle(item).textIndent, getComputedStyle(item).paddingInlineStart]"
    )
    page.close()
    assert float(indent.removesuffix("px")) == -float(padding.removesuffix("px")) < 0
