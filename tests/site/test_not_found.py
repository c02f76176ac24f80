"""The page for addresses that do not exist, on a site that stands below another's root."""

import functools
import http.server
import threading
from pathlib import Path

import pytest

from barriers import find_barriers
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("not-found")

MKDOCS = (
    "site_name: x\nplugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
    "theme: {name: material, font: false}\nmarkdown_extensions: [attr_list]\n"
    "nav: [docs/index.md, {Parts: [{First: [modules/one.md]}]}]\n"
)


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as hosts of static sites do: any wrong address gets ``sub/404.html``."""

    def send_error(self, *arguments):
        """Answer with the site's own page, whatever went wrong."""
        del arguments
        body = (Path(self.directory) / "sub/404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Keep the test's output to the tests."""


@pytest.fixture(scope="module")
def wrong_address(tmp_path_factory, build_site):
    """The address of a page that does not exist, three folders deep below ``/sub/``."""
    course = write_course(tmp_path_factory.mktemp("not-found") / "course")
    change(
        course, "course.yml", "https://tiny.example.org/\nauth", "https://x.example.org/sub/\nauth"
    )
    (course / "mkdocs.yml").write_text(MKDOCS)
    (course / "docs/index.md").write_text("# Hello\n")
    done = build_site(course, course.parent / "host/sub")
    assert done.returncode == 0, done.stderr
    handler = functools.partial(Host, directory=str(course.parent / "host"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sub/modules/none/at/all/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 390])
def test_it_works_at_any_depth(browser, wrong_address, width):
    """Its style, script and links are found, its policy refuses none, and axe finds nothing."""
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.add_init_script(
        "globalThis.refused = []; addEventListener('securitypolicyviolation',"
        " ({ blockedURI }) => refused.push(blockedURI))"
    )
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(wrong_address)
    page.wait_for_load_state("networkidle")
    assert failed == [wrong_address]
    assert page.evaluate("refused") == []
    assert page.locator("h1").inner_text() == "This page is not here"
    links = page.locator(".not-found a")
    assert links.all_inner_texts() == ["Hello", "Parts"]
    assert find_barriers(page) == []
    links.last.click()
    page.wait_for_url("**/sub/modules/one/")
    page.close()


def test_its_menu_opens_by_keyboard(browser, wrong_address):
    """On a phone the menu is a button as on every other page."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(wrong_address)
    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    assert (
        page.get_by_role("button", name="Menu", exact=True).get_attribute("aria-expanded") == "true"
    )
    page.close()
