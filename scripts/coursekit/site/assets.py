"""The scripts and style sheets of the built site: few files, without comments and white space."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files

from rcssmin import cssmin

from coursekit.content import Course
from coursekit.site.outline import outline_script
from coursekit.site.scripts import join

FOLDER = "assets/course"
BROWSER = package_files("coursekit.site") / "browser"

STYLESHEETS = (
    "theme.css",
    "frame.css",
    "course.css",
    "tables.css",
    "about.css",
    "learner.css",
    "drawings.css",
    "forms.css",
    "exam.css",
    "progress.css",
    "review.css",
    "assign.css",
    "team.css",
    "offline.css",
    "verify.css",
    "system.css",
    "print.css",
)
"""Our style sheets, each free to overrule the ones before it."""


@dataclass(frozen=True)
class Assets:
    """Every file by its address on the site, and the addresses of the two that all pages load."""

    files: Mapping[str, bytes]
    script: str
    style: str


def make_assets(course: Course) -> Assets:
    """Join the browser modules, with the outline of ``course`` among them, and the style sheets."""
    scripts = join(module_sources() | {"outline.js": outline_script(course)})
    style = cssmin("\n".join((BROWSER / name).read_text(encoding="utf-8") for name in STYLESHEETS))
    content = style.encode()
    address = f"{FOLDER}/course.{hashlib.sha256(content).hexdigest()[:8]}.css"
    files = {f"{FOLDER}/{name}": script for name, script in scripts.files.items()}
    return Assets(files | {address: content}, f"{FOLDER}/{scripts.main}", address)


def module_sources() -> dict[str, str]:
    """Return the browser modules as they are written, each under the name of its file."""
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in BROWSER.iterdir()
        if item.name.endswith(".js")
    }
