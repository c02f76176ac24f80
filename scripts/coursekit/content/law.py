"""``[law:ID]`` in Markdown: the entry of ``docs/law.yml`` on which a statement rests."""

import re
from collections.abc import Iterator

from coursekit.content.markdown_source import MarkdownSource

LAW_REFERENCE = re.compile(r"\[law:[ ]*(?P<id>[^\]\s]+)[ ]*\]")


def find_law(source: MarkdownSource) -> Iterator[tuple[str, int]]:
    """Give the id and line of each entry of law that a file names, code left out."""
    for match in LAW_REFERENCE.finditer(source.prose) if "[law:" in source.prose else ():
        yield match["id"], source.line_at(match.start())
