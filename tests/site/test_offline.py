"""Keeping the course in the browser: on request only, of one version, and with a way back."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from barriers import find_barriers
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("offline")

MKDOCS = """\
site_name: x
plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}
theme: {name: material, font: false}
markdown_extensions: [attr_list, pymdownx.blocks.details]
nav: [docs/index.md, {M: modules/}, docs/offline.md, docs/exam.md]
"""
PREFIX = "some/course/"
"""The folder of its host below which the course is published."""


class Host:
    """A host that publishes the course in a folder of its own, and can be cut off."""

    def __init__(self, course: Path, folder: Path, build_site):
        self._course, self._folder, self._build_site = course, folder, build_site
        self._server = None
        self.port = 0
        self.publish()
        self.start()

    @property
    def address(self) -> str:
        """The address of the course."""
        return f"http://127.0.0.1:{self.port}/{PREFIX}"

    def publish(self) -> None:
        """Build the course as it is now, in the place of what was published."""
        done = self._build_site(self._course, self._folder / PREFIX)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Answer requests, at the same port as before."""
        handler = functools.partial(Quiet, directory=str(self._folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nothing any more."""
        self._server.shutdown()
        self._server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, logs nothing, and lets no connection outlive its answer."""

    def log_message(self, *arguments):
        """Keep the test's output to the tests."""


@pytest.fixture
def source(tmp_path) -> Path:
    """A small course with a page that offers to keep it."""
    course = write_course(tmp_path / "source")
    (course / "mkdocs.yml").write_text(MKDOCS)
    (course / "docs/index.md").write_text("# Hello\n\nThe first text.\n\n<!-- course:modules -->\n")
    (course / "docs/exam.md").write_text("# Exam\n\n<!-- course:exam -->\n")
    (course / "docs/offline.md").write_text(
        "# Offline\n\n<!-- course:offline -->\n\n<!-- course:download -->\n"
    )
    return course


@pytest.fixture
def host(source, tmp_path, build_site) -> Iterator[Host]:
    """Give the host of the small course."""
    host = Host(source, tmp_path / "host", build_site)
    yield host
    host.stop()


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile of its own."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(learner: BrowserContext, host: Host) -> Page:
    """Give a tab on the page that offers to keep the course."""
    page = learner.new_page()
    page.goto(f"{host.address}offline/")
    return page


def keep(page: Page) -> None:
    """Press the button, and wait until the course is kept."""
    page.get_by_role("button", name="Keep for offline use").click()
    expect(page.locator(".offline")).to_contain_text("Kept on this device: version 2026.1")


def caches(page: Page) -> list[str]:
    """Return the names of the caches of the host."""
    return page.evaluate("caches.keys()")


def workers(page: Page) -> int:
    """Return how many workers are registered at the host."""
    return page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait, at most some seconds, until something is ``true``."""
    for _ in range(50):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not become true")


def kept(page: Page) -> list[str]:
    """Return what is kept, from the root of the course, without its hash."""
    urls = page.evaluate(
        "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys())"
        ".map(({ url }) => url))"
    )
    return [re.sub(r"\?kept=[0-9a-f]{16}$", "", url.partition(PREFIX)[2]) for url in urls]


def test_nothing_is_kept_unasked(host, learner):
    """A visit to every kind of page registers no worker and fills no cache."""
    page = learner.new_page()
    for address in ("", "modules/one/", "quizzes/practice/one/", "exam/", "offline/"):
        page.goto(host.address + address)
        page.wait_for_load_state("networkidle")
    assert workers(page) == 0
    assert caches(page) == []
    expect(page.locator(".offline")).to_contain_text(re.compile(r"takes \d+\.\d MB on this device"))


def test_without_a_connection(host, page):
    """After asking: reload, click, deep link, an address without its slash, and the search."""
    keep(page)
    host.stop()
    page.reload()
    expect(page.locator(".offline")).to_contain_text("Kept on this device")
    expect(page.locator(".course-version")).to_have_text("Version 2026.1, kept on this device")
    page.get_by_role("link", name="Hello").first.click()
    expect(page.locator("article")).to_contain_text("The first text.")
    page.goto(f"{host.address}quizzes/practice/one/#one-p2")
    expect(page.get_by_role("button", name="Check my answer").first).to_be_visible()
    page.goto(f"{host.address}modules/one")
    page.wait_for_url(f"{host.address}modules/one/")
    page.goto(f"{host.address}modules/one/index.html")
    expect(page.locator("article h1")).to_contain_text("Module one")
    page.locator(".md-search__input").click()
    page.keyboard.type("something", delay=20)
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(re.compile(r"/modules/one/"))
    page.goto(f"{host.address}tools/nothing.docx")
    expect(page.locator("h1")).to_have_text("This page is not kept for offline use")
    page.get_by_role("link", name="first page").click()
    page.wait_for_url(host.address)
    host.start()


def test_what_is_kept(page):
    """Pages, scripts, styles and the search; no page for wrong addresses, no download, no map."""
    keep(page)
    names = kept(page)
    assert {"", "modules/one/", "exam/", "search/search_index.json"} <= set(names)
    assert [name for name in names if name.startswith("assets/course/main.")]
    assert [name for name in names if "/workers/search." in name]
    assert not [name for name in names if re.search(r"404|downloads|\.map$|lunr|sw\.js", name)]
    assert len(names) == len(set(names))


def test_a_wrong_address_is_still_a_wrong_address(host, page):
    """With a connection, an address that does not exist is answered by the host."""
    keep(page)
    answer = page.goto(f"{host.address}no/such/page/")
    assert answer.status == 404


def test_a_newer_version_waits(host, source, learner, page):
    """Open tabs and reloads keep the old pages until the learner says so; answers stay."""
    keep(page)
    page.goto(f"{host.address}quizzes/practice/one/")
    page.locator(".question input").first.check()
    page.get_by_role("button", name="Check my answer").first.click()
    answers = "JSON.stringify(Object.entries(localStorage).filter(([key]) => /^course/.test(key)))"
    before = page.evaluate(answers)
    assert "one-p1" in before
    change(source, "docs/index.md", "The first text.", "The second text.")
    host.publish()
    page.goto(host.address)
    expect(page.locator(".course-notice")).to_contain_text(
        "A newer version of the course is there."
    )
    expect(page.locator("article")).to_contain_text("The first text.")
    page.reload()
    expect(page.locator("article")).to_contain_text("The first text.")
    other = learner.new_page()
    other.goto(host.address)
    expect(other.locator("article")).to_contain_text("The first text.")
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("article")).to_contain_text("The second text.")
    expect(page.locator(".course-notice")).to_be_empty()
    expect(other.locator(".course-notice")).to_contain_text("Reload this page.")
    expect(other.locator("article")).to_contain_text("The first text.")
    assert page.evaluate(answers) == before
    assert len(caches(page)) == 1
    names = kept(page)
    assert len(names) == len(set(names))
    host.stop()
    page.reload()
    expect(page.locator("article")).to_contain_text("The second text.")
    host.start()


def test_a_newer_version_is_offered_on_the_page(host, source, page):
    """The page that keeps the course names both versions, and changes to the newer one."""
    keep(page)
    change(source, "course.yml", 'version: "2026.1"', 'version: "2026.2"')
    host.publish()
    page.reload()
    box = page.locator(".offline")
    expect(box).to_contain_text("A newer one is there: version 2026.2")
    expect(page.locator(".course-version")).to_contain_text("Version 2026.1")
    page.get_by_role("button", name="Use the newer version").click()
    expect(box).to_contain_text("Kept on this device: version 2026.2")
    expect(box.get_by_role("button")).to_have_text("Forget the offline copy")
    expect(page.locator(".course-version")).to_contain_text("Version 2026.2")


def test_only_what_changed_is_fetched(host, source, learner, page):
    """A newer version costs what is new in it: here one page and the search index."""
    keep(page)
    change(source, "docs/index.md", "The first text.", "The second text.")
    host.publish()
    fetched = []
    learner.on(
        "request", lambda request: fetched.append(request.url) if request.service_worker else 0
    )
    page.goto(host.address)
    expect(page.locator(".course-notice")).to_contain_text("A newer version")
    fetched = {url.partition(PREFIX)[2] for url in fetched if not url.endswith("sw.js")}
    assert fetched == {"", "search/search_index.json"}


def test_forgetting_leaves_the_answers(host, page):
    """The way back: no worker and no cache are left, and the answers are."""
    page.goto(f"{host.address}modules/one/")
    page.locator(".where").wait_for()
    page.goto(f"{host.address}offline/")
    keep(page)
    page.get_by_role("button", name="Forget the offline copy").click()
    expect(page.locator(".offline")).to_contain_text("Your answers stay.")
    assert caches(page) == []
    assert page.evaluate("Object.keys(localStorage).includes('course/tiny/one')")
    page.reload()
    expect(page.get_by_role("button", name="Keep for offline use")).to_be_visible()
    assert workers(page) == 0


def test_the_kill_switch(host, source, page):
    """One line in course.yml removes what browsers keep, and the offer."""
    keep(page)
    change(source, "course.yml", "authors:", "offline: false\nauthors:")
    host.publish()
    page.goto(host.address)
    until(page, lambda: caches(page) == [] and workers(page) == 0)
    page.goto(f"{host.address}offline/")
    expect(page.locator("article")).to_contain_text("At present browsers keep no copy")
    expect(page.locator(".offline")).to_have_count(0)
    expect(page.get_by_role("link", name="Download the course")).to_be_visible()


def test_another_course_of_the_same_host_is_left_alone(host, page):
    """A course in another folder of the host has a copy of its own."""
    folder = Path(host._folder)
    shutil.copytree(folder / PREFIX, folder / "other")
    keep(page)
    page.goto(host.address.replace(PREFIX, "other/offline/"))
    keep(page)
    assert len(caches(page)) == 2
    page.get_by_role("button", name="Forget the offline copy").click()
    expect(page.locator(".offline")).to_contain_text("Your answers stay.")
    (name,) = caches(page)
    assert name.endswith(f"/{PREFIX}")


def test_a_file_of_another_version_is_refused(host, page):
    """A host that is half way through an update gives no copy, and the reason is said."""
    target = Path(host._folder) / PREFIX / "modules/one/index.html"
    target.write_text(target.read_text().replace("Somebody", "Nobody"))
    page.get_by_role("button", name="Keep for offline use").click()
    expect(page.locator(".offline")).to_contain_text(
        "“modules/one/” is not the one of this version"
    )
    expect(page.get_by_role("button", name="Keep for offline use")).to_be_visible()
    assert workers(page) == 0
    host.publish()
    keep(page)


def test_a_browser_that_cannot_keep_it_says_so(browser, host):
    """Where workers are missing, or registering one is refused, a sentence stands in its place."""
    for take_away in (
        "delete Navigator.prototype.serviceWorker",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('no'))",
        "ServiceWorkerContainer.prototype.getRegistration = () => Promise.reject(new Error('no'))",
    ):
        context = browser.new_context()
        context.add_init_script(take_away)
        page = context.new_page()
        page.goto(f"{host.address}offline/")
        box = page.locator(".offline")
        expect(box.locator("p").first).not_to_be_empty()
        if "register =" in take_away:
            page.get_by_role("button", name="Keep for offline use").click()
        expect(box).to_contain_text("This browser cannot keep the course")
        expect(box.get_by_role("button")).to_have_count(0)
        context.close()


def test_the_version_is_at_the_foot_of_every_page(site, course):
    """Every page of the committed course names the version, and no two of them differ."""
    pages = list(site.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r'class="course-version">([^<]*)<', text) == [
            f"Version {course.settings.version}"
        ], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, serve, site, scheme):
    """Offering, and after the course is kept: no rule of axe-core is violated on the page."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{serve(site)}offline/")
    page.get_by_role("button", name="Keep for offline use").wait_for()
    found = find_barriers(page)
    keep(page)
    page.reload()
    page.get_by_role("button", name="Forget the offline copy").wait_for()
    found += find_barriers(page)
    context.close()
    assert found == []
