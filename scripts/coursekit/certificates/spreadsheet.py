"""Tables as CSV that a spreadsheet opens without taking a cell for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | None

_BEGINS_A_FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@]")


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Write ``rows`` as `csv_line` writes each."""
    return "".join(map(csv_line, rows))


def csv_line(cells: Sequence[Cell]) -> str:
    """Write a row as CSV (RFC 4180), its end included.

    Text that begins like a formula gets an apostrophe, which spreadsheets do not show (OWASP, CSV
    injection). White space before the sign does not hide it.
    """
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take ``cell`` for a formula."""
    return _BEGINS_A_FORMULA.match(cell) is not None


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
