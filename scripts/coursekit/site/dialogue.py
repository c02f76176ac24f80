"""Dialogue: a paragraph that begins with a name and a colon in bold is a line that is said."""

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

SAID = "said"
"""The class of such a paragraph."""


class _Lines(Treeprocessor):
    """Marks the lines of a dialogue, once bold type has been read."""

    def run(self, root: ElementTree.Element) -> None:
        """Give each paragraph that begins with ``**Name:**`` its class."""
        for paragraph in root.iter("p"):
            first = paragraph[0] if len(paragraph) else None
            if first is None or first.tag != "strong" or (paragraph.text or "").strip():
                continue
            if "".join(first.itertext()).endswith(":") and (first.tail or "").strip():
                paragraph.set("class", SAID)


class DialogueExtension(Extension):
    """Registers it with Python-Markdown, after the inline patterns."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that is called
        """Register the tree processor."""
        md.treeprocessors.register(_Lines(md), "dialogue", 15)
