"""Citations in Markdown: ``[@key]``, ``[@a; @b, p. 3]``, ``[-@key]`` for the year alone."""

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from coursekit.content.markdown_source import MarkdownSource

CITATION = r"\[(-?@[\w:.#$%&+?<>~/-]+(?:,[^\];@]*)?(?:;[ ]*-?@[\w:.#$%&+?<>~/-]+(?:,[^\];@]*)?)*)\]"
"""One bracket of citations, as a regular expression with the inside as its group."""

_CITATION = re.compile(CITATION)


@dataclass(frozen=True)
class Citation:
    """One work cited: its key, an optional locator, and whether only the year is to be shown."""

    key: str
    locator: str
    year_only: bool


def parse_citations(inside: str) -> list[Citation]:
    """Read what stands between the brackets of one citation."""
    citations = []
    for part in inside.split(";"):
        key, _, locator = part.strip().partition(",")
        citations.append(Citation(key.lstrip("-@"), locator.strip(), key.startswith("-")))
    return citations


def find_citations(source: MarkdownSource) -> tuple[tuple[Citation, int], ...]:
    """Return each citation of a file with its line, code left out."""
    if source not in _FOUND:
        _FOUND[source] = tuple(
            (citation, source.line_at(match.start()))
            for match in _CITATION.finditer(source.prose)
            for citation in parse_citations(match[1])
        )
    return _FOUND[source]


_FOUND: WeakKeyDictionary[MarkdownSource, tuple[tuple[Citation, int], ...]] = WeakKeyDictionary()
"""Several rules ask for the same citations: each file is searched once."""
