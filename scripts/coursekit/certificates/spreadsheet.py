"""Tables as CSV that a spreadsheet opens without taking a cell for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

_BEGINS_A_FORMULA = ("=", "+", "-", "@")


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Write ``rows`` as CSV (RFC 4180); text that begins like a formula gets an apostrophe.

    Spreadsheets do not show it (OWASP, CSV injection). White space before the sign does not hide
    it.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take ``cell`` for a formula."""
    return cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_BEGINS_A_FORMULA)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
