"""The files of a large team, and what it costs to roll them up: time and memory of one process."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reports.hand_ins import DONE, completion

UNITS = (
    "orientation",
    "mononormativity",
    "foundations",
    "inclusive-intake",
    "confidentiality",
    "attachment",
)
"""What each of the files tells of, with four objectives in each."""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, seconds of a processor, megabytes at the most."""

    seconds: float
    processor: float
    megabytes: float


def write_hand_ins(folder: Path, count: int) -> Path:
    """Write the completion files of so many people, about two kilobytes each."""
    folder.mkdir()
    for number in range(count):
        units = {
            unit: DONE
            | {
                "score": number % 101,
                "questions": 16,
                "objectives": {
                    f"{unit}-{letter}": {"answered": 4, "right": number % 5} for letter in "abcd"
                },
            }
            for unit in UNITS
        }
        file = completion(f"Person {number:05}", units, due={"orientation": "2026-11-01"})
        (folder / f"course-completion-{number:05}.json").write_bytes(file)
    return folder


def cost_of(root: Path, hand_ins: Path, form: str, out: Path) -> Cost:
    """Roll a folder up by `course team` in a process of its own."""
    arguments = ["team", hand_ins, "--format", form, "--out", out, "--course", root]
    command = [sys.executable, "-m", "coursekit", *map(str, arguments)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    assert process.returncode == 0
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
