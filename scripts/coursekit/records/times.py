"""Moments and days as the browser writes them, and in no other of the many forms of ISO 8601.

Two readers, this one and ``site/browser/shape.js``, have to take the same files for whole.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, WithJsonSchema

_DATE = r"2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,3})?"
_ZONE = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"


def _written(pattern: str, example: str):
    """Return a check that a value is text of this form, before anything is made of it."""
    form = re.compile(pattern)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise ValueError(f"not written as {example}")
        return value

    return BeforeValidator(check)


Moment = Annotated[
    AwareDatetime,
    _written(f"{_DATE}T{_TIME}{_ZONE}", "2026-03-01T17:30:00.123Z"),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "pattern": f"^{_DATE}T{_TIME}{_ZONE}$"}
    ),
]
"""A moment to the millisecond, with its distance from UTC: ``2026-03-01T17:30:00.123Z``."""

Day = Annotated[
    date,
    _written(_DATE, "2026-03-01"),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DATE}$"}),
]
"""A day of the calendar: ``2026-03-01``."""
