"""Every page of a built site, in slices that the workers of a test run share among them."""

from pathlib import Path

from playwright.sync_api import Page

KINDS = [
    "",
    "modules/mononormativity/",
    "quizzes/practice/mononormativity/",
    "exam/",
    "verify/",
    "tools/commitment-strands/",
    "references/",
    "syllabus/",
    "course/",
    "how-it-works/",
    "policies/privacy/",
    "review/",
]
"""One page of each kind."""

SLICES = range(8)
"""Each worker takes the next slice when it is ready, so there are more of them than workers."""


def every_page(site: Path) -> list[str]:
    """Return the addresses of all pages below the site's, whether its map lists them or not."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in paths]


def slice_of_pages(site: Path, number: int) -> list[str]:
    """Return one of ``SLICES``: pages that stand beside each other are in different ones."""
    return every_page(site)[number :: len(SLICES)]


def open_page(page: Page, address: str, name: str) -> None:
    """Open a page of the site at ``address``, and wait until its scripts have started."""
    page.goto(address + name)
    if not name.endswith(".html"):  # pages that stand on their own
        page.wait_for_selector("html[data-started]")
