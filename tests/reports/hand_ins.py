"""Files as they are handed in, for tests that say what is in each."""

import json
from typing import Any

from coursekit.records.completion import check_code

COURSE = {"id": "ethical-non-monogamy", "version": "2026.1"}
"""The committed course."""

DONE = {"status": "completed", "completed": "2026-11-20T12:00:00Z"}


def completion(
    name: str,
    units: dict[str, dict[str, Any]] | None = None,
    *,
    due: dict[str, str | None] | None = None,
    ref: str | None = None,
    issued: str = "2026-11-24T10:00:00Z",
    course: dict[str, str] = COURSE,
) -> bytes:
    """Return a completion file of ``name``.

    Args:
        name: as typed.
        units: what the file tells of each unit, besides its id.
        due: the assignment: the last day of each unit in it, or None.
        ref: staff or student number.
        issued: when it was saved.
        course: its id and version.
    """
    data: dict[str, Any] = {
        "format": "course-completion/1",
        "course": course,
        "issued": issued,
        "learner": {"name": name} | ({"ref": ref} if ref else {}),
        "modules": [{"id": unit} | facts for unit, facts in (units or {}).items()],
    }
    if due is not None:
        modules = [{"id": unit} | ({"due": day} if day else {}) for unit, day in due.items()]
        data["assignment"] = {"modules": modules, "accepted": "2026-10-01T10:00:00Z"}
    data["check"] = check_code(data)
    return json.dumps(data, ensure_ascii=False).encode()


def edited(file: bytes, **changes: Any) -> bytes:
    """Return a file as somebody changed it by hand."""
    return json.dumps(json.loads(file) | changes, ensure_ascii=False).encode()
