"""The page in a browser shows and saves what the command line counts, cohort after cohort."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from reports.cohorts import COURSE, ORDER, TODAY, Cohort, cohorts
from reports.team_page import RECORD_SAVED, expected, give, payload, shown, write_page
from reports.test_same_numbers import KNOWN, ready, rolled_up

pytestmark = pytest.mark.xdist_group("page-numbers")

TITLES = {unit: f"Part {unit}" for unit in ORDER}


@pytest.fixture(scope="module")
def address(serve, tmp_path_factory) -> str:
    """Serve the page."""
    return serve(
        write_page(
            tmp_path_factory.mktemp("team") / "site",
            course={"id": COURSE, "version": "2026.1"},
            titles=TITLES,
            facts={"known": KNOWN, "objectives": {}},
        )
    )


@pytest.fixture(scope="module", params=["America/New_York", "Pacific/Auckland"])
def opened(request, browser, address: str) -> Iterator[tuple[str, Page]]:
    """The page, open in one time zone on the day of the cohorts; script errors fail the test."""
    zone, errors = request.param, []
    context = browser.new_context(base_url=address, timezone_id=zone)
    context.add_init_script(RECORD_SAVED)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.clock.set_fixed_time(
        datetime.fromisoformat(f"{TODAY}T12:00").replace(tzinfo=ZoneInfo(zone))
    )
    tab = context.new_page()
    tab.goto("team.html")
    tab.wait_for_selector("html[data-started]")
    yield zone, tab
    context.close()
    assert errors == []


def page_shows(tab: Page, cohort: Cohort) -> dict:
    """Give the page a cohort, in place of the one before, and return what it shows."""
    tab.evaluate("[...document.querySelectorAll('.team button')].at(2).click()")
    for unit in set(cohort.named):
        tab.evaluate("(id) => document.getElementById(id).click()", f"team-{unit}")
    give(tab, [payload(name, data) for name, data in cohort.files])
    if cohort.roster is not None:
        give(tab, [payload("roster.csv", cohort.roster)], "#team-roster")
    return shown(tab)


def without_reasons(found: dict) -> dict:
    """Leave out why a file or a row was refused: each side may say it in its own words."""
    kinds = ("Turned away", "Rows of the roster that were left out")
    rest = [
        [title, [line.partition(": ")[0] for line in lines] if title in kinds else lines]
        for title, lines in found["rest"]
    ]
    return found | {"rest": rest}


@settings(
    max_examples=int(os.environ.get("COHORTS", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_the_page_shows_every_number(opened, tmp_path_factory, data):
    """Figures, both views, both pictures' tables, what was left out, and both CSVs byte by byte."""
    zone, tab = opened
    cohort: Cohort = data.draw(cohorts(ready))
    cohort.named = [unit for unit in cohort.named if unit in ORDER]
    folder: Path = tmp_path_factory.mktemp("cohort")
    wanted = json.loads(json.dumps(expected(rolled_up(cohort, folder, zone), TITLES)))
    assert without_reasons(page_shows(tab, cohort)) == without_reasons(wanted)
