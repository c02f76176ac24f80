"""What `course team` costs with ten, a hundred, a thousand and ten thousand files: `make bench`."""

from pathlib import Path

import pytest
from hand_ins_of_many import cost_of, write_hand_ins

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("count", [10, 100, 1_000, 10_000])
def test_team(benchmark, tmp_path, count):
    """Time the report as HTML; the report gives milliseconds a file and the memory at the most."""
    hand_ins = write_hand_ins(tmp_path / "hand-ins", count)
    costs = []

    def roll_up():
        costs.append(cost_of(ROOT, hand_ins, "html", tmp_path / "report.html"))

    benchmark.pedantic(roll_up, rounds=3)
    best = min(cost.seconds for cost in costs)
    most = max(cost.megabytes for cost in costs)
    print(f"\n{count:,} files: {best:.2f} s, {1000 * best / count:.2f} ms a file, {most:.0f} MB")
