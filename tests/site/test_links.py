"""Links of the built site, followed by linkchecker as a visitor would."""

import subprocess
import sys
from pathlib import Path

CONFIG = Path(__file__).with_name("linkcheckerrc")
"""Ten requests a second, as linkchecker has it else, would take a minute."""


def follow(address: str) -> subprocess.CompletedProcess:
    """Follow every link below ``address``; links to other hosts are left alone."""
    command = [sys.executable, "-m", "linkcheck", "--no-robots", "--no-status", "--threads=4"]
    return subprocess.run(
        [*command, f"--config={CONFIG}", address], capture_output=True, text=True, check=False
    )


def test_no_link_is_broken(serve, site):
    """Every page, script, style and file that a page names is there."""
    done = follow(serve(site))
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 errors found" in done.stdout


def test_a_broken_link_is_found(serve, tmp_path):
    """The check can fail: a link to a page that is not there is reported."""
    (tmp_path / "index.html").write_text('<!doctype html><title>x</title><a href="no/">x</a>')
    done = follow(serve(tmp_path))
    assert done.returncode == 1
    assert "/no/" in done.stdout
