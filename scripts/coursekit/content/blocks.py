"""The blocks of a text: ``/// name | Title``, up to ``///``."""

BOXES = (
    "room",
    "rule",
    "example",
    "thread",
    "reflection",
    "supervision",
    "limits",
    "note",
    "owner",
)
"""Boxes of text, each with a look of its own."""

DRAWINGS = ("map", "ladder", "strands", "cycle")
"""Lines of text that are drawn."""

BLOCKS = (*BOXES, *DRAWINGS, "details", "sheet", "vignette", "decision", "option", "write")
"""Every block that a page may hold."""
