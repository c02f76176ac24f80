"""Blocks of the course's own: vignettes with decision points, sheets to print, and drawings.

A vignette is readable without JavaScript: each option is a disclosure element that opens on its
consequence. The browser module adds the record of what was chosen first.
"""

from collections.abc import Mapping
from string import ascii_lowercase
from xml.etree import ElementTree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_boolean, type_html_identifier, type_string

from coursekit.content.vignettes import Decision as DecisionPoint
from coursekit.site.drawings import DRAWINGS

OPTION_CLASS = "decision__option"


class Vignette(Block):
    """``/// vignette | Title`` with ``id``: a scene that holds decision points."""

    NAME = "vignette"
    ARGUMENT = True
    OPTIONS = {"id": ("", type_html_identifier)}  # noqa: RUF012 - pymdownx's own form

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the vignette with its title."""
        element = ElementTree.SubElement(parent, "div", {"class": "vignette"})
        if self.options["id"]:
            element.set("id", self.options["id"])
        title = ElementTree.SubElement(element, "p", {"class": "vignette__title"})
        title.text = self.argument
        return element


class Decision(Block):
    """``//// decision | Question`` with ``id`` and ``objective``: choose, and see what follows."""

    NAME = "decision"
    ARGUMENT = True
    OPTIONS = {  # noqa: RUF012 - pymdownx's own form
        "id": ("", type_html_identifier),
        "objective": ("", type_string),
        "scored": (False, type_boolean),
    }

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the decision point with its question."""
        attributes = {"class": "decision", "id": self.options["id"]}
        element = ElementTree.SubElement(parent, "div", attributes)
        element.set("data-decision", self.options["id"])
        title = ElementTree.SubElement(element, "p", {"class": "decision__title"})
        title.text = self.argument
        if self.options["scored"]:
            note = ElementTree.SubElement(element, "p", {"class": "decision__scored"})
            note.text = "Your first choice counts in your own score."
        return element

    def on_end(self, block: ElementTree.Element) -> None:
        """Letter the options, and bind the decision to what is asked."""
        options = [item for item in block if item.get("class") == OPTION_CLASS]
        for letter, option in zip(ascii_lowercase, options, strict=False):
            option.set("data-option", letter)
        block.set("data-hash", self.config["hashes"].get(self.options["id"], ""))
        ElementTree.SubElement(block, "p", {"class": "decision__result", "role": "status"})


class DecisionOption(Block):
    """``///// option | What you do``, ``best: true`` for one of them: opens on its consequence."""

    NAME = "option"
    ARGUMENT = True
    OPTIONS = {"best": (False, type_boolean)}  # noqa: RUF012 - pymdownx's own form

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the disclosure element."""
        element = ElementTree.SubElement(parent, "details", {"class": OPTION_CLASS})
        if self.options["best"]:
            element.set("data-best", "")
        ElementTree.SubElement(element, "summary").text = self.argument
        return element


class Write(Block):
    """``/// write | What to write`` with ``id``: the browser module adds the box to write in."""

    NAME = "write"
    ARGUMENT = True
    OPTIONS = {"id": ("", type_html_identifier)}  # noqa: RUF012 - pymdownx's own form

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the box with what is to be written."""
        name = self.options["id"]
        element = ElementTree.SubElement(parent, "div", {"class": "write", "id": name})
        element.set("data-write", name)
        label = ElementTree.SubElement(element, "p", {"class": "write__label", "id": f"{name}-l"})
        label.text = self.argument
        return element


class Sheet(Block):
    """``/// sheet | Title``: a document that prints alone, on its own paper."""

    NAME = "sheet"
    ARGUMENT = None

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the sheet."""
        element = ElementTree.SubElement(parent, "section", {"class": "sheet"})
        if self.argument:
            element.set("aria-label", self.argument)
            title = ElementTree.SubElement(element, "p", {"class": "sheet__title"})
            title.text = self.argument
        return element


class CourseBlocks(BlocksExtension):
    """Registers the blocks above with Python-Markdown, for the course's ``decisions``."""

    def __init__(self, decisions: Mapping[str, DecisionPoint]):
        super().__init__()
        self._hashes = {name: decision.hash for name, decision in decisions.items()}

    def extendMarkdownBlocks(self, md: Markdown, block_mgr) -> None:  # noqa: N802, ARG002
        """Register each block."""
        for block in (Vignette, DecisionOption, Sheet, Write, *DRAWINGS):
            block_mgr.register(block, {})
        block_mgr.register(Decision, {"hashes": self._hashes})
