"""What all files have in common that the site's pages save: how one is read, and what it is."""

import json
from typing import Any

from pydantic import ValidationError

from coursekit.records.errors import RequestError

LARGEST_SAVED = 1_000_000
"""Bytes; a completion of sixty modules with all objectives is about 60 kB."""

_FORMATS = {
    "course-completion/1": "a completion file",
    "course-progress/1": "a private copy of somebody's progress; delete it and ask for the "
    "completion file",
    "course-request/1": "a certificate request, which is for the provider",
    "course-request/1 sealed": "a certificate request, which is for the provider",
    "course-signoff/1": "a sign-off, which a supervisor made",
}


class SavedFileError(RequestError):
    """A file that is not what was asked for, or cannot be read as that."""


def parse_saved(raw: bytes) -> dict[str, Any]:
    """Return what is in a file that a page of the site saved.

    Numbers in it are whole, since no format of ours has others.

    Raises:
        SavedFileError: it is too large, or no such file.
    """
    if len(raw) > LARGEST_SAVED:
        raise SavedFileError("too large for a file that this site saved")
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise SavedFileError("not a file that this site saved") from None
    if not isinstance(data, dict):
        raise SavedFileError("not a file that this site saved")
    return data


def format_of(data: dict[str, Any]) -> str:
    """Return the format that a file states; empty when it states none."""
    found = data.get("format")
    return found if isinstance(found, str) else ""


def what_it_is(data: dict[str, Any]) -> str:
    """Say what a file of another format is."""
    return _FORMATS.get(format_of(data), "not a file that this site saved")


def first_problem(error: ValidationError) -> str:
    """Say the first thing that is wrong with a file, and where in it."""
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"`{place}`: {first['msg'].removeprefix('Value error, ')}"


def _refuse(text: str) -> None:
    raise ValueError(text)
