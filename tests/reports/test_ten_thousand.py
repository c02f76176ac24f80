"""Ten thousand files through the command line: linear in time, and flat in memory."""

import pytest
from hand_ins_of_many import cost_of, write_hand_ins

pytestmark = [pytest.mark.xdist_group("ten-thousand"), pytest.mark.audit]

NOISE = 0.3
"""Seconds of a processor by which one start of the command differs from another."""


def test_ten_thousand_files(root, tmp_path):
    """Under twenty seconds of work; four times as many files take about four times as long."""
    nothing = write_hand_ins(tmp_path / "nothing", 1)
    quarter = write_hand_ins(tmp_path / "quarter", 2_500)
    whole = write_hand_ins(tmp_path / "whole", 10_000)
    for form in ("table", "csv", "json", "html"):
        out = tmp_path / f"report.{form}"
        start, some, all_ = (
            cost_of(root, folder, form, out) for folder in (nothing, quarter, whole)
        )
        assert all_.processor < 20, form
        more = all_.processor - start.processor
        assert more < 8 * max(some.processor - start.processor, NOISE), form
        # The files make twenty megabytes; of each person only the figures are kept.
        assert all_.megabytes - start.megabytes < 60, form
