"""Addresses are promises: certificates print them. What was published once stays, or leads on.

Each release keeps the list of its addresses in ``releases/VERSION/urls.txt``. A build fails when
one of them is neither in the site nor led on by ``redirects`` in course.yml.
"""

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from mkdocs.utils import get_relative_url

from coursekit.content.course import RELEASES, Course
from coursekit.errors import CourseError

URLS = "urls.txt"
_NOT_PROMISED = ("_headers", "assets/", "search/", "sw.js", "404.html", "sitemap.xml.gz")
"""What no certificate and no reader names: files whose names hold a hash, and the theme's own."""

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title>
<link rel="canonical" href="{new}"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={new}"></head>
<body><p>This page has moved to <a href="{new}">{new}</a>.</p></body></html>
"""


def site_addresses(folder: Path) -> list[str]:
    """Return the addresses of the built site at ``folder``, sorted: pages as folders, and files."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    addresses = {name.removesuffix("index.html") for name in names}
    return sorted(name for name in addresses if not name.startswith(_NOT_PROMISED))


def write_redirects(folder: Path, redirects: Mapping[str, str]) -> None:
    """Write a page that leads on for each address that moved.

    Raises:
        CourseError: an address still has a page of its own, or leads to one that is not there.
    """
    for old, new in redirects.items():
        target = folder / new.partition("#")[0]
        if not (target / "index.html").exists() and not target.is_file():
            raise CourseError(f"course.yml: `redirects` leads {old} to {new}, which is not there")
        page = folder / old / "index.html" if old.endswith("/") else folder / old
        if page.exists():
            raise CourseError(f"course.yml: `redirects` names {old}, which has a page of its own")
        page.parent.mkdir(parents=True, exist_ok=True)
        address = escape(get_relative_url(new, old))
        page.write_text(_PAGE.format(new=address), encoding="utf-8")


def keep_promises(course: Course, folder: Path) -> None:
    """Check that every address of every release is in the built site at ``folder``.

    Raises:
        CourseError: names each that is not.
    """
    there = set(site_addresses(folder))
    broken = [
        f"{path.relative_to(course.root).as_posix()}:{number}: {address} is gone"
        for path in sorted((course.root / RELEASES).glob(f"*/{URLS}"))
        for number, address in enumerate(_lines(path), 1)
        if address not in there
    ]
    if broken:
        advice = "put each back, or let it lead on below `redirects:` in course.yml"
        raise CourseError("\n".join([*broken, advice]))


def _lines(path: Path) -> Iterable[str]:
    return path.read_text(encoding="utf-8").splitlines()
