"""`course team`: what it takes, what it writes in each form, and what it exits with."""

import csv
import io
import json
import os
import re
import time

import pytest
from click.testing import CliRunner, Result

from barriers import find_barriers
from coursekit.cli import main
from reports.cohorts import zip_of
from reports.hand_ins import DONE, completion, edited

pytestmark = pytest.mark.xdist_group("cli-team")

IMAGE = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://x.example")'


@pytest.fixture(scope="module")
def hand_ins(tmp_path_factory):
    """A folder as a supervisor keeps it: files, a zip file, a private file, and a roster beside."""
    folder = tmp_path_factory.mktemp("team") / "hand-ins"
    folder.mkdir()
    due = {"orientation": "2026-11-24", "integration": "2026-12-15"}
    done = {"orientation": DONE, "integration": DONE | {"score": 80, "questions": 5}}
    scored = {"plan-case": {"answered": 5, "right": 1}}
    begun = {"orientation": {"status": "started", "objectives": scored}}
    (folder / "ann.json").write_bytes(completion("Ann Lee", done, due=due, ref="7"))
    (folder / "ben.json").write_bytes(edited(completion("Ben Ode", begun, due=due), ratings={}))
    names = [("x.json", completion(IMAGE, due=due)), ("y.json", completion(FORMULA, due=due))]
    (folder / "all.zip").write_bytes(zip_of(names))
    (folder / "private.json").write_bytes(b'{"format": "course-progress/1"}')
    (folder.parent / "team.csv").write_text("Name,Ref\nAnn Lee,7\nDora Nile,9\n", encoding="utf-8")
    return folder


@pytest.fixture
def team(root, hand_ins):
    """Run `course team` on the folder with its roster, on 25 November 2026."""

    def run(*arguments: object, today: str = "2026-11-25") -> Result:
        roster = ["--roster", hand_ins.parent / "team.csv", "--course", root, "--today", today]
        words = ["team", hand_ins, *roster, *arguments]
        result = CliRunner().invoke(main, [str(word) for word in words])
        wrong = result.exception
        assert wrong is None or isinstance(wrong, SystemExit), wrong
        return result

    return run


def test_table(team):
    """The figures, who is how far, and what was turned away, in columns."""
    done = team()
    assert done.exit_code == 0
    lines = [re.sub(r" {2,}", " | ", line.strip()) for line in done.stdout.splitlines()]
    assert lines[0] == "2026-11-25: 5 people"
    assert "Ann Lee | 7 | completed | 2 of 2" in lines
    assert "Ben Ode | in progress | 0 of 2 | 1 | file was edited, not on the roster" in lines
    assert "Dora Nile | 9 | handed in nothing" in lines
    assert any(line.startswith("80 % | 5 | ") for line in lines)
    assert any("private.json: a private copy of somebody's progress" in line for line in lines)


def test_json(team):
    """The same as data: the summary, a line for each person, each unit, each topic, each week."""
    found = json.loads(team("--format", "json").stdout)
    assert found["format"] == "course-team/1"
    assert found["summary"] == {
        "people": 5,
        "no_file": 1,
        "not_started": 2,
        "in_progress": 1,
        "completed": 1,
        "overdue": 3,
        "certified": 0,
        "signed_off": 0,
        "not_on_roster": 3,
        "edited": 1,
        "older": 0,
        "turned_away": 1,
        "not_joined": 0,
    }
    assert found["topics"] == [{"objective": "plan-case", "answered": 5, "missed": 4}]
    assert found["weeks"] == [{"week": "2026-11-16", "completed": 2, "so_far": 2}]
    totals = {each["unit"]: each for each in found["units"]}
    assert list(totals) == ["orientation", "integration"]
    assert totals["orientation"]["overdue"] == 3
    assert totals["integration"]["score"] == 80


@pytest.mark.parametrize(("form", "head"), [("csv", "Name,Ref"), ("relias", "Username,Title")])
def test_csv(team, form, head):
    """A spreadsheet reads it, no cell is a formula, and what does not count is said beside it."""
    done = team("--format", form)
    assert done.stdout.startswith(f"\ufeff{head}")
    table = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert any(f"'{FORMULA}" in row for row in table)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    assert len({len(row) for row in table}) == 1
    assert "private.json" in done.stderr


def test_html(team, tmp_path, browser):
    """One page that asks for nothing, runs nothing, shows hostile names as text, and axe passes."""
    out = tmp_path / "report.html"
    assert team("--format", "html", "--out", out).exit_code == 0
    context = browser.new_context(viewport={"width": 390, "height": 800})
    tab = context.new_page()
    asked, dialogs = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    tab.goto(out.as_uri())
    assert asked == [out.as_uri()]
    assert dialogs == []
    assert tab.locator("img, script, link").count() == 0
    assert tab.get_by_text(IMAGE).count() == 1
    assert "default-src 'none'" in tab.locator("meta[http-equiv]").get_attribute("content")
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size({"width": width, "height": 800})
            assert find_barriers(tab) == []
    context.close()


def test_what_is_asked_of_everybody(team):
    """--unit adds a part to everybody's; an id that the course does not have is wrong usage."""
    found = json.loads(team("--format", "json", "--unit", "attachment").stdout)
    assert [each["unit"] for each in found["units"]] == ["orientation", "attachment", "integration"]
    refused = team("--unit", "atachment")
    assert refused.exit_code == 2
    assert "no such module or case" in refused.stderr
    assert "attachment" in refused.stderr


def test_due_day(team):
    """On the due day nothing is overdue; on the day after it is."""
    on_the_day = json.loads(team("--format", "json", today="2026-11-24").stdout)
    day_after = json.loads(team("--format", "json", today="2026-11-25").stdout)
    assert (on_the_day["summary"]["overdue"], day_after["summary"]["overdue"]) == (0, 3)


def test_days_are_those_of_the_clock_here(team, monkeypatch):
    """What was completed at noon in Greenwich was completed the day after in Kiritimati."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        found = json.loads(team("--format", "json").stdout)
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    (ann,) = [each for each in found["people"] if each["name"] == "Ann Lee"]
    assert ann["units"][0]["completed"] == "2026-11-21"
    assert os.environ.get("TZ") is None


def test_wrong_usage(team, tmp_path):
    """A file that is not there, a roster that cannot be read, a place that cannot be written."""
    assert team(tmp_path / "nowhere.json").exit_code == 2
    roster = tmp_path / "roster.csv"
    roster.write_bytes(b"\xff\xfe\x00")
    unread = team("--roster", roster)
    assert unread.exit_code == 1
    assert "not in UTF-8" in unread.stderr
    unwritten = team("--out", tmp_path / "no" / "report.txt")
    assert unwritten.exit_code == 1
    assert "cannot be written" in unwritten.stderr


def test_without_a_course(hand_ins, tmp_path):
    """Anywhere else the ids stand for themselves, and files of every course are taken."""
    words = ["team", str(hand_ins), "--format", "json", "--course", str(tmp_path)]
    found = json.loads(CliRunner().invoke(main, words).stdout)
    assert found["summary"]["people"] == 4
