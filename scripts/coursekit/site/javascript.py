"""Reads one browser module: what it imports and exports, and its text as a function.

The sources are plain ES modules in the few forms of import and export that the house uses. Any
other form stops the build: what is joined here does what a browser does with the sources.
"""

import re
from dataclasses import dataclass

from rjsmin import jsmin

from coursekit.errors import CourseError

_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""


def _template(inner: str) -> str:
    """Return the pattern of a template that may hold, between braces, what ``inner`` matches."""
    braces = r"\{[^{}`\"']*\}"
    return rf"`(?:\\.|\$\{{(?:{inner}|{_STRING}|{braces}|[^{{}}`\"'])*\}}|[^`\\$]|\$(?!\{{))*`"


_BEFORE_A_REGEX = r"(?:(?<=[(,=:\[!&|?{};>\n])[ ]*|(?<=\breturn)[ ])"
_REGEX = _BEFORE_A_REGEX + r"/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/"
"""A slash begins a regular expression where no value can stand before it."""

_PIECE = re.compile(
    rf"""
      /\*.*?\*/ | //[^\n]*
    | {_STRING}
    | (?P<template>{_template(_template("(?!)"))})
    | {_REGEX}
    | \bimport\s*\{{(?P<names>[\w\s,]*)\}}\s*from\s*"\./(?P<source>[\w-]+\.js)";
    | \bimport\("\./(?P<later>[\w-]+\.js)"\)
    | \bexport\s+(?P<declaration>(?:async\s+)?function\*?\s+|class\s+|const\s+)(?P<exported>\w+)
    | (?P<other>\b(?:import|export)\b | `)
    """,
    re.VERBOSE | re.DOTALL,
)
"""What holds no statement: comments, strings, templates, regular expressions. Then the statements.

A template may hold others, but those no further ones.
"""

_FORMS = (
    '`import { a, b as c } from "./x.js";`, `import("./x.js")`, `export` before a function, '
    "a class or a const, and templates one in another but no deeper"
)
_SET_ASIDE = "\ue000"
"""Marks a string that stands for a template: no source has this character."""


@dataclass(frozen=True)
class Module:
    """One module.

    Attributes:
        name: of its file.
        imports: for each module that it needs before it runs, the names that it takes from it.
        later: the modules that it loads while it runs.
        exports: the names that others may import.
        function: a method of that name in JavaScript, without comments and white space. It is given
            two functions, ``$use(name)`` and ``$load(name)``, and returns what the module exports.
    """

    name: str
    imports: dict[str, tuple[str, ...]]
    later: tuple[str, ...]
    exports: tuple[str, ...]
    function: str


def read_module(name: str, text: str) -> Module:
    """Read the module ``text`` of the file ``name``.

    Raises:
        CourseError: it imports or exports in a form that is not known here.
    """
    imports: dict[str, tuple[str, ...]] = {}
    later: list[str] = []
    exports: list[str] = []
    templates: list[str] = []

    def rewrite(piece: re.Match[str]) -> str:
        if piece["source"]:
            pairs = [entry.split(" as ") for entry in _listed(piece["names"])]
            imports[piece["source"]] = tuple(pair[0] for pair in pairs)
            taken = ",".join(":".join(pair) for pair in pairs)
            return f'const{{{taken}}}=$use("{piece["source"]}");'
        if piece["later"]:
            later.append(piece["later"])
            return f'$load("{piece["later"]}")'
        if piece["exported"]:
            exports.append(piece["exported"])
            return piece["declaration"] + piece["exported"]
        if piece["template"]:
            # rjsmin takes the white space out of a template that stands in another.
            templates.append(piece["template"])
            return f'"{_SET_ASIDE}{len(templates) - 1}"'
        if piece["other"]:
            line = text.count("\n", 0, piece.start()) + 1
            raise CourseError(
                f"site/browser/{name}:{line}: `{piece['other']}` cannot be joined here; "
                f"what can be is {_FORMS}"
            )
        return piece[0]

    small = jsmin(_PIECE.sub(rewrite, text))
    body = re.sub(f'"{_SET_ASIDE}([0-9]+)"', lambda mark: templates[int(mark[1])], small)
    function = f'"{name}"($use,$load){{{body}\nreturn{{{",".join(exports)}}}}}'
    return Module(name, imports, tuple(later), tuple(exports), function)


def _listed(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split(",") if name.strip()]
