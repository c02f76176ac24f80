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

BLOCKS = (*BOXES, "details", "sheet", "map", "vignette", "decision", "option", "write")
"""Every block that a page may hold."""
