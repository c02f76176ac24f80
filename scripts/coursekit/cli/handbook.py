"""A section of the author's handbook, which is Markdown, as a terminal or a file shows it."""

import re
import sys

from rich.console import Console
from rich.markdown import Markdown

WIDEST = 100
"""In characters: longer lines are hard to read."""

_HEADING = re.compile(r"^#+ (?P<title>.*?)(?: \{#[\w-]+\})?$")
_LINK = re.compile(r"(?<!`)\[(?P<text>[^\]\n]+)\]\((?P<page>[\w-]+\.md)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def show(markdown: str) -> None:
    """Print ``markdown``: set out on a terminal, as plain text into a file or a pipe."""
    if sys.stdout.isatty():
        console = Console()
        console.width = min(console.width, WIDEST)
        show_on_terminal(markdown, console)
    else:
        sys.stdout.write(plain(markdown))


def show_on_terminal(markdown: str, console: Console) -> None:
    """Print ``markdown`` with its headings, code and emphasis marked by ``console``."""
    heading, _, text = markdown.partition("\n")
    console.print(f"\n{_HEADING.sub(_title, heading)}", style="bold", markup=False, highlight=False)
    console.print(Markdown(_LINK.sub(_path, text), hyperlinks=False, code_theme="ansi_dark"))


def plain(markdown: str) -> str:
    """Return ``markdown`` without its marks; code is indented and otherwise stays as it is."""
    lines, in_code = [], False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            lines.append(f"    {line}".rstrip())
        else:
            lines.append(_BOLD.sub(r"\1", _LINK.sub(_path, _HEADING.sub(_title, line))))
    return "\n".join(lines) + "\n"


def _title(match: re.Match[str]) -> str:
    return match["title"]


def _path(match: re.Match[str]) -> str:
    """Name the page of the handbook to which a link leads."""
    return f"{match['text']} (docs/authoring/{match['page']})"
