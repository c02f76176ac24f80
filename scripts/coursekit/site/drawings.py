"""The blocks of lines that are drawn: maps, ladders, strands and cycles."""

from xml.etree import ElementTree

from pymdownx.blocks.block import Block

from coursekit.content.maps import read_map
from coursekit.site import diagrams, maps


class Drawing(Block):
    """Lines of text that are drawn, and listed in words."""

    ARGUMENT = None
    KIND = "drawing"

    def on_markdown(self) -> str:
        """Take the lines as they are."""
        return "raw"

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Open the figure with its title."""
        element = ElementTree.SubElement(parent, "div", {"class": self.KIND})
        if self.argument:
            title = ElementTree.SubElement(element, "p", {"class": "drawing__title"})
            title.text = self.argument
        ElementTree.SubElement(element, "div")
        return element

    def on_add(self, block: ElementTree.Element) -> ElementTree.Element:
        """Let the lines go into a place of their own."""
        return block[-1]

    def on_end(self, block: ElementTree.Element) -> None:
        """Draw what the lines say in their place."""
        lines = block[-1]
        block.remove(lines)
        self.draw(block, lines.text or "")

    def draw(self, block: ElementTree.Element, text: str) -> None:
        """Draw ``text`` below ``block``."""
        raise NotImplementedError


class Map(Drawing):
    """``/// map | Title``: people and ties, drawn and listed."""

    NAME = "map"
    KIND = "drawing map"

    def draw(self, block: ElementTree.Element, text: str) -> None:
        """Draw the people and their ties."""
        maps.draw(block, read_map(text))


class Ladder(Drawing):
    """``/// ladder | Title``: rungs, the first on top."""

    NAME = "ladder"

    def draw(self, block: ElementTree.Element, text: str) -> None:
        """Draw the rungs."""
        diagrams.draw_ladder(block, text)


class Strands(Drawing):
    """``/// strands | Title``: what holds two people together, none above another."""

    NAME = "strands"

    def draw(self, block: ElementTree.Element, text: str) -> None:
        """Draw the strands."""
        diagrams.draw_strands(block, text)


class CycleMap(Drawing):
    """``/// cycle | Title``: two loops that meet in one person."""

    NAME = "cycle"

    def draw(self, block: ElementTree.Element, text: str) -> None:
        """Draw the loops and what is carried between them."""
        diagrams.draw_cycle(block, text)


DRAWINGS = (Map, Ladder, Strands, CycleMap)
"""Every block that is drawn."""
