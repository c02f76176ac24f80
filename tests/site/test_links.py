"""Links of the built site, followed by linkchecker as a visitor would."""

import subprocess
import sys

from small_course import change


def follow(address: str) -> subprocess.CompletedProcess:
    """Follow every link below ``address``; links to other hosts are left alone."""
    command = [sys.executable, "-m", "linkcheck", "--no-robots", "--no-status", "--threads=4"]
    return subprocess.run([*command, address], capture_output=True, text=True, check=False)


def test_no_link_is_broken(serve, site):
    """Every page, script, style and file that a page names is there."""
    done = follow(serve(site))
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 errors found" in done.stdout


def test_a_broken_link_is_found(serve, copy_course, build_site, tmp_path):
    """The check can fail: a link in raw HTML, which MkDocs does not look at, is reported."""
    course = copy_course()
    change(course, "docs/how-it-works.md", "# How it works", '# How <a href="../no/">it</a> works')
    site = tmp_path / "site"
    assert build_site(course, site).returncode == 0
    done = follow(serve(site))
    assert done.returncode == 1
    assert "/no/" in done.stdout
