"""Checks of a course: rules as pure functions over the course, one catalogue, one reporter."""

from coursekit.content.checks import (  # noqa: F401 - they register their rules
    bank,
    credit,
    evidence,
    items,
    language,
    promises,
    structure,
)
from coursekit.content.checks.kinds import Kind, explain, read_catalog
from coursekit.content.checks.report import FORMATS, render
from coursekit.content.checks.run import check

__all__ = ["FORMATS", "Kind", "check", "explain", "read_catalog", "render"]
