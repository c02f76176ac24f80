"""Joins the browser modules into the few files that the built site carries.

Which module goes into which file follows from the modules' own imports. Those that the page's first
modules need come with them. All others are loaded on demand, and those that the same pages need
share a file. ``docs/decisions/scripts.md`` says why no bundler does this.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files

from rjsmin import jsmin

from coursekit.errors import CourseError
from coursekit.site.javascript import Module, read_module

FIRST = "early.js"
"""Runs at once, before the theme's own script."""

MAIN = "main.js"
"""Runs when the page has been read."""

TOGETHER = {
    "main": (FIRST, MAIN, "where.js", "tables.js", "version.js"),
    "lesson": ("decisions.js", "notes.js"),
    "assignment": ("assignment.js", "hand-in.js"),
    "progress": (
        "my-units.js",
        "calibration.js",
        "copies.js",
        "device.js",
        "summary.js",
        "results.js",
    ),
}
"""Modules that the same pages load, by the name of their group; any other is a group of its own."""

WHOLE = ("main", "questions", "lesson", "due")
"""Groups that have all they need in one file, which others load that need a part of it: these are
the files of a lesson, where requests count most; the last one only of a lesson that is assigned."""

_START = (
    f'courseModules.use("{FIRST}");'
    f'document.addEventListener("DOMContentLoaded",()=>courseModules.use("{MAIN}"));'
)


@dataclass(frozen=True)
class Joined:
    """The joined files by name, and the name of the one that a page loads by itself."""

    files: Mapping[str, bytes]
    main: str


def join(sources: Mapping[str, str]) -> Joined:
    """Join the modules ``sources``, each under the name of its file.

    A file's name carries a hash of what is in it, so that no cache can mix two versions.

    Raises:
        CourseError: the modules cannot be joined as they are.
    """
    modules = _read(sources)
    needs = {entry: _needs(modules, entry) for entry in _entries(modules)}
    files, loaded_from = {}, {}
    for group, members in sorted(_group(needs).items()):
        if group != "main":
            content = _content(modules[name] for name in members)
            loaded_from |= dict.fromkeys(members, _put(files, group, content))
    on_demand = {
        entry: sorted({loaded_from[name] for name in needed if name in loaded_from})
        for entry, needed in needs.items()
    }
    loader = (package_files("coursekit.site") / "templates/modules.js").read_text(encoding="utf-8")
    begin = jsmin(f"const FILES = {json.dumps(on_demand)};\n{loader}")
    own = _content(modules[name] for name in _group(needs)["main"])
    return Joined(files, _put(files, "main", begin + own + _START))


def join_one(sources: Mapping[str, str], entry: str) -> str:
    """Return an expression that runs ``entry`` and all it needs, and is what ``entry`` exports."""
    modules = _read(sources)
    needed = ",".join(modules[name].function for name in sorted(_needs(modules, entry)))
    use = "const $use=(name)=>made[name]??=all[name]($use);"
    return f'(()=>{{"use strict";const all={{{needed}}},made={{}};{use}return $use("{entry}")}})()'


def unused(sources: Mapping[str, str]) -> set[str]:
    """Return the modules of ``sources`` that no page can reach."""
    modules = _read(sources)
    return set(modules).difference(*(_needs(modules, entry) for entry in _entries(modules)))


def _read(sources: Mapping[str, str]) -> dict[str, Module]:
    return {name: read_module(name, text) for name, text in sources.items()}


def _entries(modules: Mapping[str, Module]) -> list[str]:
    """Return the modules that run without another one's asking at once for what they export."""
    later = {entry: module.name for module in modules.values() for entry in module.later}
    for entry, by in later.items():
        if entry not in modules:
            raise CourseError(f"site/browser/{by} loads {entry}, which does not exist")
    return [FIRST, MAIN, *later]


def _needs(modules: Mapping[str, Module], name: str, above: tuple[str, ...] = ()) -> set[str]:
    """Return ``name`` and all modules that must have run before it."""
    if name in above:
        circle = " → ".join((*above[above.index(name) :], name))
        raise CourseError(f"site/browser: modules import each other in a circle: {circle}")
    found = {name}
    for other, taken in modules[name].imports.items():
        if other not in modules:
            raise CourseError(f"site/browser/{name} imports {other}, which does not exist")
        for part in taken:
            if part not in modules[other].exports:
                raise CourseError(f"site/browser/{name}: {other} exports no `{part}`")
        found |= _needs(modules, other, (*above, name))
    return found


def _group(needs: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return the modules that share a file, by its name: as a rule those of the same groups."""
    group_of = {entry: entry.removesuffix(".js") for entry in needs}
    group_of |= {entry: group for group, entries in TOGETHER.items() for entry in entries}
    groups: dict[str, list[str]] = {}
    for name in sorted(set().union(*needs.values())):
        users = {group_of[entry] for entry, needed in needs.items() if name in needed}
        whole = (group for group in WHOLE if group in users)
        groups.setdefault(next(whole, "-".join(sorted(users))), []).append(name)
    return groups


def _content(modules: Iterable[Module]) -> str:
    return f"courseModules.add({{{','.join(module.function for module in modules)}}});"


def _put(files: dict[str, bytes], name: str, text: str) -> str:
    """Put ``text`` into ``files``, to run strictly as modules do; return its name there."""
    content = f'"use strict";{text}'.encode()
    address = f"{name}.{hashlib.sha256(content).hexdigest()[:8]}.js"
    files[address] = content
    return address
