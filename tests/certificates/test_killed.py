"""`kill -9` at random: nothing acknowledged is lost or issued twice, and a re-run does the rest.

The short version runs with every test; `make audit` kills forty runs over 500 requests.
"""

import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from coursekit.certificates import Registry
from providing import Provider

COURSE = Path(sys.executable).with_name("course")
ACKNOWLEDGED = re.compile(
    r"^(\S+\.json): passed .*; certificate.*\n  \S+/certificate-([0-9A-Z]{16})\.pdf\n",
    re.MULTILINE,
)
NEW = re.compile(r"; certificate$", re.MULTILINE)
PATIENCE = 120
"""Seconds until a run that neither goes on nor ends fails the test."""


def start(desk: Provider, folder: Path, output: Path) -> subprocess.Popen:
    """Start two processes that certify everything in ``folder``."""
    with output.open("wb") as stdout:
        return subprocess.Popen(
            [COURSE, *desk.certify_arguments(folder, "--jobs", "2")],
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def kill_after(process: subprocess.Popen, output: Path, certificates: int, delay: float) -> None:
    """Kill the whole run some time after it has acknowledged so many new certificates."""
    end = time.monotonic() + PATIENCE
    while len(NEW.findall(output.read_text(encoding="utf-8"))) < certificates:
        assert process.poll() is None, "it ended before it was killed"
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.002)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def require_sound(desk: Provider, acknowledged: dict[str, str]) -> None:
    """Look at the registry and the files as the kill has left them."""
    with Registry(desk.registry) as registry:
        assert registry.check() == []
        records = {record.certificate_id: record for record in registry.records()}
    assert max(Counter(record.request_id for record in records.values()).values(), default=1) == 1
    for number in acknowledged.values():
        pdf = desk.out / f"certificate-{number}.pdf"
        assert hashlib.sha256(pdf.read_bytes()).hexdigest() == records[number].pdf_sha256
        assert pdf.with_suffix(".json").read_text(encoding="utf-8") == records[number].credential


def require_survival(desk: Provider, requests: int, kills: int) -> None:
    """Kill so many runs over so many requests, look after each, and let the last one end."""
    folder = desk.requests(requests)[0].parent
    output = desk.out.parent / "output.txt"
    dice = random.Random()
    acknowledged: dict[str, str] = {}
    for left in range(kills, 0, -1):
        most = (requests - len(acknowledged)) // (left + 1)
        certificates = dice.randint(1, max(1, most))
        kill_after(start(desk, folder, output), output, certificates, dice.uniform(0, 0.05))
        for name, number in ACKNOWLEDGED.findall(output.read_text(encoding="utf-8")):
            assert acknowledged.setdefault(name, number) == number
        require_sound(desk, acknowledged)
    assert len(acknowledged) >= kills
    last = start(desk, folder, output)
    assert last.wait(PATIENCE) == 0
    done = dict(ACKNOWLEDGED.findall(output.read_text(encoding="utf-8")))
    assert len(done) == len(set(done.values())) == requests
    assert done | acknowledged == done
    require_sound(desk, done)
    assert len(desk.records()) == requests


def test_killed_a_few_times(desk: Provider) -> None:
    """On each kind of database."""
    require_survival(desk, requests=30, kills=2)


@pytest.mark.audit
def test_killed_forty_times(desk: Provider) -> None:
    """During a run of 500, on each kind of database."""
    require_survival(desk, requests=500, kills=40)
