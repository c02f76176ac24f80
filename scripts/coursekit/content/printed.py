"""Days, hours and types of credit in the words of certificates, which the site uses too."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal


def printed_date(day: date) -> str:
    """Return ``day`` as American boards read it, such as ``November 2, 2026``."""
    return f"{day:%B} {day.day}, {day.year}"


def printed_period(first: date, last: date) -> str:
    """Return a period with its first and its last day."""
    return f"{printed_date(first)} to {printed_date(last)}"


def printed_hours(hours: Decimal) -> str:
    """Return ``hours`` with at least one decimal and no idle zeros: ``3.0``, ``6.25``."""
    text = format(hours.normalize(), "f")
    return text if "." in text else f"{text}.0"


def printed_types(types: Iterable[tuple[str, Decimal]]) -> str:
    """Return types of credit in one line: ``1.5 clinical, 0.5 ethics``."""
    return ", ".join(f"{printed_hours(hours)} {name}" for name, hours in types)
