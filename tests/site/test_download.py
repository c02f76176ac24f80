"""The course as a file to download, opened from a folder by a browser."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coursekit.site.download import ADDRESS, make_copy
from reports.hand_ins import completion
from reports.team_page import give, payload
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("download")

SMALL_SITE = """\
site_name: x
plugins: {{search: {search}, mkdocs_quiz: {{enabled_by_default: false}}, course: {{}}}}
theme: {{name: material, font: false}}
markdown_extensions: [attr_list, pymdownx.blocks.details]
"""


@pytest.fixture(scope="module")
def archive(site) -> zipfile.ZipFile:
    """The file that the site of the committed course offers."""
    return zipfile.ZipFile(site / ADDRESS)


@pytest.fixture(scope="module")
def copy(archive, tmp_path_factory) -> Path:
    """The same, unpacked in a folder whose name has a space, as folders of people do."""
    folder = tmp_path_factory.mktemp("some folder")
    archive.extractall(folder)
    return folder / "course-offline"


@pytest.fixture
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile; a request that leaves the folder or fails, and any error, fails the test."""
    context = browser.new_context()
    wrong = []

    def look(page: Page):
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.on("requestfailed", fail)

    def fail(request):
        if request.failure != "net::ERR_ABORTED":  # the page was left before it had its icon
            wrong.append(f"{request.failure}: {request.url}")

    def note(request):
        if not request.url.startswith(("file:", "blob:null/", "data:")):
            wrong.append(request.url)

    context.on("page", look)
    context.on("request", note)
    yield context
    context.close()
    assert wrong == []


@pytest.fixture
def page(learner: BrowserContext, copy: Path) -> Page:
    """Give the first page of the copy, opened as a person would."""
    page = learner.new_page()
    page.goto((copy / "index.html").as_uri())
    return page


def search(page: Page, words: str) -> None:
    """Search for ``words`` and wait for a hit."""
    page.locator(".md-search__input").click()
    page.keyboard.type(words, delay=20)
    page.locator(".md-search-result__item").first.wait_for()


def test_a_lesson_is_reached_by_links(page):
    """From the first page to a lesson and its practice by clicks: each link names a file."""
    page.locator("article .modules a").first.click()
    page.wait_for_url(re.compile(r"/modules/[\w-]+/index\.html$"))
    page.locator(".md-footer__link--next").click()
    page.wait_for_url(re.compile(r"/quizzes/practice/[\w-]+/index\.html$"))
    expect(page.get_by_role("button", name="Check my answer").first).to_be_visible()


def test_a_decision_and_an_answer_are_kept(page, copy):
    """A decision is marked and a practice question keeps its answer over a reload."""
    page.goto((copy / "modules/orientation/index.html").as_uri())
    option = page.locator(".decision__option").first
    page.locator(".decision__over").first.wait_for(state="attached")
    option.locator("summary").click()
    expect(option.locator(".decision__mark")).to_contain_text("Your first choice")
    page.goto((copy / "quizzes/practice/orientation/index.html").as_uri())
    question = page.locator(".question:not([data-before])").first
    question.locator(".question__actions button + button").first.wait_for(state="attached")
    question.locator("input").first.check()
    question.get_by_role("button", name="Check my answer").click()
    said = question.locator(".question__result").inner_text()
    assert said
    page.reload()
    expect(question.locator("input").first).to_be_checked()
    page.goto((copy / "modules/orientation/index.html").as_uri())
    expect(option.locator(".decision__mark")).to_contain_text("Your first choice")


def test_the_search_finds_the_right_page(page):
    """The search answers, and its first hit leads to a page of the copy with the word in it."""
    search(page, "jealousy")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(re.compile(r"/index\.html(?:[?#].*)?$"))
    assert "jealousy" in page.locator("article").inner_text().lower()


def test_links_that_scripts_make_lead_to_pages(page, copy):
    """A link of the progress page, made by a script, opens the page and not a list of files."""
    page.goto((copy / "progress/index.html").as_uri())
    page.locator(".my-units a").first.click()
    page.wait_for_url(re.compile(r"/index\.html$"))
    expect(page.locator("article h1")).to_be_visible()


def test_the_exam_can_be_taken(page, copy):
    """The exam begins, keeps an answer over a reload, and knows how to seal a request."""
    page.goto((copy / "exam/index.html").as_uri())
    page.get_by_role("button", name="Begin the exam").click()
    first = page.locator(".exam__question:visible").first
    first.locator(".exam__option input").first.check()
    name = first.get_attribute("data-question")
    page.reload()
    again = page.locator(f'.exam__question[data-question="{name}"]')
    expect(again.locator("input:checked")).to_have_count(1)
    assert page.evaluate("Boolean(crypto.subtle)")


def test_every_page_opens(learner, copy):
    """No page of the copy asks for anything that is not there."""
    page = learner.new_page()
    pages = sorted(copy.rglob("index.html"))
    assert len(pages) > 50
    for path in pages[:: max(len(pages) // 12, 1)]:
        page.goto(path.as_uri())
        expect(page.locator("article h1").first).to_be_visible()


def test_every_link_leads_to_a_file(copy):
    """Each link inside the copy names a file that is in it, and none begins at a root."""
    broken = []
    for path in copy.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        for element in soup.select("[href], [src]"):
            link = element.get("href") or element.get("src")
            target = re.sub(r"[?#].*", "", link)
            if re.match(r"[a-z]+:", link) or (not target and link.startswith("#")):
                continue
            if link.startswith("/") or not (path.parent / target).is_file():
                broken.append(f"{path.relative_to(copy)}: {link}")
    assert not broken, broken[:10]


def test_no_link_in_its_head_leaves_the_copy(copy):
    """No page names the address at which the course is published as its own."""
    for path in copy.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert not re.search(r'(?:href|src)="https?:', head), path


def test_two_courses_do_not_mix(learner, copy, tmp_path):
    """All files of a computer share one storage in Chromium; our keys carry the course's id."""
    other = tmp_path / "other"
    shutil.copytree(copy / "assets", other / "assets")
    shutil.copytree(copy / "progress", other / "progress")
    change(other, "progress/index.html", '"id": "ethical-non-monogamy"', '"id": "another-course"')
    page = learner.new_page()
    page.goto((copy / "modules/orientation/index.html").as_uri())
    page.locator(".where").wait_for()
    begun = []
    for folder in (copy, other):
        page.goto((folder / "progress/index.html").as_uri())
        states = page.locator(".my-units tbody td:nth-child(2)")
        states.first.wait_for()
        begun.append([text for text in states.all_text_contents() if text != "Not begun"])
    assert len(begun[0]) == 1
    assert begun[1] == []
    keys = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('course/'))")
    assert {key.split("/")[1] for key in keys} == {"ethical-non-monogamy"}


def test_what_is_in_the_file(archive, course):
    """Pages, search and documents are in it, and the names around them tell no topic."""
    names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"course-offline"}
    inside = [name.removeprefix("course-offline/") for name in names]
    assert {"index.html", "README.txt", "search/search_index.js"} <= set(inside)
    assert [name for name in inside if name.endswith(".docx")]
    unwanted = r"\.map$|lunr/|^404|^sitemap|^sw\.js|^downloads/course-offline|search_index\.json"
    assert not [name for name in inside if re.search(unwanted, name)]
    readme = archive.read("course-offline/README.txt").decode()
    assert course.settings.version in readme
    assert "monogam" not in readme.lower()


def test_the_page_says_the_size(site, copy):
    """The link says how big the file is; in the copy a sentence stands in its place."""
    size = (site / ADDRESS).stat().st_size / 1_000_000
    page = (site / "offline/index.html").read_text(encoding="utf-8")
    assert f"Download the course ({size:.1f} MB)" in page
    inside = (copy / "offline/index.html").read_text(encoding="utf-8")
    assert "You are reading the downloaded copy" in inside
    assert ADDRESS not in inside


def test_the_same_site_gives_the_same_file(site):
    """The order of the files and the time do not matter; another page does."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    one = make_copy(files, "2026.1")
    assert make_copy(dict(reversed(files.items())), "2026.1") == one
    assert make_copy(files | {"index.html": b"<p>Another</p>"}, "2026.1") != one
    assert {entry.date_time[0] for entry in zipfile.ZipFile(BytesIO(one)).infolist()} == {1980}


@pytest.fixture
def german(tmp_path, build_site) -> Callable[[], Path]:
    """Give the unpacked copy of a small course whose search knows German."""
    course = write_course(tmp_path / "course")
    (course / "mkdocs.yml").write_text(SMALL_SITE.format(search="{lang: de}"))
    (course / "docs/index.md").write_text("# Hello\n\n<!-- course:download -->\n")
    change(course, "modules/one.md", "word word", "Die Vereinbarungen der Häuser.")
    done = build_site(course, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    zipfile.ZipFile(tmp_path / "site" / ADDRESS).extractall(tmp_path)
    return tmp_path / "course-offline"


@pytest.mark.material
def test_the_search_in_another_language(german, learner):
    """What the theme loads for a language is in the copy: a word is found by its stem."""
    page = learner.new_page()
    page.goto((german / "index.html").as_uri())
    search(page, "Vereinbarung")
    expect(page.locator(".md-search-result__meta")).to_contain_text("1 ")
    index = (german / "search/search_index.js").read_text(encoding="utf-8")
    assert json.loads(index.removeprefix("var __index = ").rstrip(";\n"))["config"]["lang"] == [
        "de"
    ]


def test_a_site_that_offers_no_copy(tmp_path, build_site):
    """Without a page that asks for it there is no file, and no worker keeps anything."""
    course = write_course(tmp_path / "course")
    (course / "mkdocs.yml").write_text(SMALL_SITE.format(search="{}"))
    (course / "docs/index.md").write_text("# Hello\n")
    assert build_site(course, tmp_path / "site").returncode == 0
    assert not (tmp_path / "site" / ADDRESS).exists()
    assert "FILES" not in (tmp_path / "site/sw.js").read_text(encoding="utf-8")


def test_the_team_page_reads_files(copy, browser):
    """In a folder, too, it reads what was handed in, and may connect to nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto((copy / "supervisors/team/index.html").as_uri())
    page.wait_for_selector("html[data-started]")
    give(page, [payload("a.json", completion("Ann Lee"))])
    expect(page.locator(".team__name")).to_have_text("Ann Lee")
    refused = page.evaluate(
        "new Promise((found) => { addEventListener('securitypolicyviolation',"
        " ({ violatedDirective }) => found(violatedDirective));"
        " fetch('http://127.0.0.1:9/x').catch(() => 0) })"
    )
    assert refused == "connect-src"
    context.close()
