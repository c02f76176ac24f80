"""Links of the built site, followed by linkchecker as a visitor would."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

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


def missing_anchors(site: Path) -> list[str]:
    """Return the links to places that their pages do not have, each with the page it stands on.

    linkchecker's own check of anchors reads a page again for each of them: half an hour.
    """
    places, links = {}, []
    for path in site.rglob("*.html"):
        page = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        tree = html.parse(path)
        places[page] = {*tree.xpath("//@id"), ""}
        links += [(page, urljoin(page, link)) for link in tree.xpath("//a/@href")]
    wanted = [(page, *urldefrag(link)) for page, link in links]
    return [
        f"{page}: {target}#{place}"
        for page, target, place in wanted
        if target in places and unquote(place) not in places[target]
    ]


def test_no_anchor_is_missing(site):
    """Every link into the middle of a page arrives there."""
    assert missing_anchors(site) == []


def test_a_missing_anchor_is_found(tmp_path):
    """On the same page and on another one, and none too many."""
    (tmp_path / "other").mkdir()
    (tmp_path / "index.html").write_text(
        '<meta charset="utf-8"><p id="ä">'
        '<a href="#no">1</a><a href="other/#no">2</a><a href="#%C3%A4">3</a>'
    )
    (tmp_path / "other/index.html").write_text('<p id="yes"><a href="../#no">4</a><a href="#yes">')
    assert sorted(missing_anchors(tmp_path)) == ["/: /#no", "/: /other/#no", "/other/: /#no"]
