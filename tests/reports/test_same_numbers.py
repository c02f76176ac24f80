"""The page and the command line say the same of a cohort, number by number and byte by byte."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.specimens import make_facts, signed
from coursekit.certificates import Known, create_key, verify_credential
from coursekit.reports.csvs import by_person, by_person_and_unit
from coursekit.reports.received import received
from coursekit.reports.rollup import RollUp
from coursekit.reports.roster import read_roster
from coursekit.reports.summary import json_pieces
from coursekit.reports.team import Team
from reports.cohorts import BASE_NAMES, COURSE, ORDER, TODAY, UNITS, Cohort, cohorts

pytestmark = pytest.mark.xdist_group("same-numbers")

ZONES = ["America/New_York", "Pacific/Auckland", "Asia/Kolkata"]
KEY, FORGER = create_key(), create_key()
ISSUER = "did:web:course.example.org"
CERTIFICATES = [
    signed(make_facts(participant_name=BASE_NAMES[1], certificate_id="1" * 16), KEY),
    signed(make_facts(participant_name=BASE_NAMES[2], certificate_id="2" * 16), FORGER),
    signed(make_facts(participant_name=BASE_NAMES[0].upper(), certificate_id="3" * 16), KEY),
    signed(make_facts(sample=True, issuer=FORGER.did, certificate_id="4" * 16), FORGER),
]
KNOWN = {
    "issuer": ISSUER,
    "keys": [KEY.multikey],
    "compromised": {},
    "course": {"id": COURSE, "versions": ["2026.1"]},
    "status": "",
}
"""What a page knows, which may look nothing up."""
TITLES = {unit: f"Part {unit}" for unit in [*UNITS, "unheard-of"]}


class BrowserModules:
    """The browser's modules in Node, which answer line by line."""

    def __init__(self, node: str, root: Path, zone: str):
        self.process = subprocess.Popen(
            [
                node,
                "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
                str(root / "tests/reports/rollup.mjs"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"TZ": zone},
        )

    def report(self, cohort: Cohort) -> dict[str, Any]:
        """Roll a cohort up."""
        job = {
            "files": [{"name": name, "content": text_of(data)} for name, data in cohort.files],
            "roster": None if cohort.roster is None else text_of(cohort.roster),
            "today": TODAY,
            "named": cohort.named,
            "order": ORDER,
            "course": COURSE,
            "known": KNOWN,
        }
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the browser's modules broke off"
        return json.loads(line)


def text_of(data: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(data).decode()


@pytest.fixture(scope="module", params=ZONES)
def modules(request, node: str, root: Path) -> Iterator[tuple[str, BrowserModules]]:
    """The browser's modules, in one time zone."""
    modules = BrowserModules(node, root, request.param)
    with modules.process as process:
        yield request.param, modules
    assert process.returncode == 0


def rolled_up(cohort: Cohort, folder: Path, zone: str) -> RollUp:
    """Roll a cohort up as the command line does."""
    verify = partial(
        verify_credential,
        known=Known(
            keys=frozenset({KEY.multikey}),
            issuer=ISSUER,
            course_id=COURSE,
            course_versions=frozenset({"2026.1"}),
        ),
    )
    team = Team(verify=verify, course_id=COURSE, zone=ZoneInfo(zone))
    for name, data in cohort.files:
        (folder / name).write_bytes(data)
        for item in received([folder / name]):
            team.take(item)
    roster = None if cohort.roster is None else read_roster(cohort.roster)
    return RollUp(
        team,
        today=date.fromisoformat(TODAY),
        roster=roster,
        named=cohort.named,
        order=ORDER,
    )


def python_report(cohort: Cohort, folder: Path, zone: str) -> dict[str, Any]:
    """Return what the command line writes of a cohort."""
    rollup = rolled_up(cohort, folder, zone)
    found = json.loads("".join(json_pieces(rollup)))
    del found["format"], found["summary"]
    found["turned_away"] = [each["file"] for each in found["turned_away"]]
    found["roster_problems"] = len(found["roster_problems"])
    found["csv"] = "".join(by_person(rollup, TITLES))
    found["relias"] = "".join(by_person_and_unit(rollup, TITLES))
    return found


ready = [json.dumps(each, ensure_ascii=False).encode() for each in CERTIFICATES]


@settings(
    max_examples=int(os.environ.get("COHORTS", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_every_number_is_the_same(
    modules: tuple[str, BrowserModules], tmp_path_factory: pytest.TempPathFactory, data
):
    """Whatever was handed in, both sides count, join, turn away and write the same."""
    zone, browser = modules
    cohort = data.draw(cohorts(ready))
    found = python_report(cohort, tmp_path_factory.mktemp("cohort"), zone)
    assert browser.report(cohort) == found
