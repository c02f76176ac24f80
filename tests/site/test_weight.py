"""What a first visit to a page weighs, and that nothing is loaded before it is needed."""

import functools
import gzip
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("weight")

REQUESTS, WEIGHT, OUR_SCRIPTS, QUIZ_SCRIPTS = 10, 120_000, 15_000, 8_000
"""What a first visit to the longest lesson may take: requests, and bytes after gzip."""


class Recorder(http.server.SimpleHTTPRequestHandler):
    """Serves files and notes each path that is asked for."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self):
        """Note the path, then serve it."""
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *arguments):
        """Keep the test's output to the tests."""


@pytest.fixture(scope="module")
def visit(site, browser) -> Iterator:
    """Give a function that makes a first visit and returns its page and what was asked for."""

    class Handler(Recorder):
        asked: list[str] = []  # noqa: RUF012 - shared by the requests on purpose

    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def go(address: str, width: int = 1280):
        Handler.asked.clear()
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        page = contexts[-1].new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/{address}")
        page.wait_for_load_state("networkidle")
        return page, Handler.asked

    yield go
    for context in contexts:
        context.close()
    server.shutdown()
    server.server_close()


def weight(site: Path, asked: list[str]) -> dict[str, int]:
    """Return the bytes of each file after gzip, a page's under its address."""
    found = {}
    for path in asked:
        file = site / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        found[path] = len(gzip.compress(file.read_bytes(), 9))
    return found


def is_ours(path: str) -> bool:
    """Tell whether ``path`` is that of a script of the course."""
    return path.startswith("/assets/course/") and path.endswith(".js")


@pytest.fixture(scope="module")
def longest(site) -> str:
    """The address of the lesson that weighs most."""
    lessons = (site / "modules").glob("*/index.html")
    heaviest = max(lessons, key=lambda page: len(gzip.compress(page.read_bytes(), 9)))
    return f"{heaviest.parent.relative_to(site).as_posix()}/"


@pytest.mark.material
def test_first_visit_to_the_longest_lesson(site, visit, longest):
    """Few requests, few bytes, few of them our scripts, and nothing that was not needed."""
    _, asked = visit(longest)
    weights = weight(site, asked)
    ours = {path: size for path, size in weights.items() if is_ours(path)}
    assert len(asked) <= REQUESTS, asked
    assert sum(weights.values()) <= WEIGHT, weights
    assert sum(ours.values()) <= OUR_SCRIPTS, ours
    assert sorted(re.sub(r"^.*/|\..*$", "", path) for path in ours) == [
        "lesson",
        "main",
        "questions",
    ]


@pytest.mark.material
def test_first_visit_on_a_phone(site, visit, longest):
    """The same limits; the menu's code comes too, as the sidebar is a drawer there."""
    _, asked = visit(longest, width=390)
    weights = weight(site, asked)
    assert [path for path in asked if "/menu." in path]
    assert len(asked) <= REQUESTS, asked
    assert sum(weights.values()) <= WEIGHT, weights


def test_quiz_code_is_on_quiz_pages_only(site, visit):
    """A page without a question loads nothing of what drives them, and that is little."""
    _, asked = visit("quizzes/practice/orientation/")
    (quiz,) = [path for path in asked if "/questions." in path]
    assert weight(site, [quiz])[quiz] <= QUIZ_SCRIPTS
    for address in ("", "case_studies/the-duplex/", "tools/bias-catch-card/", "exam/"):
        _, asked = visit(address)
        assert not [path for path in asked if "/questions." in path], address


def test_the_search_waits_until_it_is_opened(visit):
    """The heaviest file comes when somebody searches, and then the search finds what it should."""
    page, asked = visit("how-it-works/")
    assert not [path for path in asked if "search" in path]
    page.locator(".md-search__input").click()
    page.keyboard.type("consent", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    assert len([path for path in asked if path == "/search/search_index.json"]) == 1
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(re.compile(r"/(?!how-it-works).+/"))
    assert "consent" in page.locator("article").inner_text().lower()


def test_a_search_in_the_address_works(visit):
    """An address that carries a search shows its hits without a click."""
    page, _ = visit("?q=jealousy")
    page.locator(".md-search-result__item").first.wait_for()
