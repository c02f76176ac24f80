"""Writes files whole or not at all, and only when everything else is done."""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LEFT_BEHIND = 3600
"""Seconds after which an unfinished file belongs to nobody any more."""

_PART = ".part"


@contextmanager
def staged(files: Mapping[Path, bytes]) -> Iterator[Callable[[], None]]:
    """Write ``files`` beside their places and to disk; give the function that puts them there.

    Only their owner may read them, as they hold names. What was not put into its place is removed.
    """
    parts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(_PART, f".{path.name}-", path.parent)
            parts[path] = Path(name)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(descriptor)

        yield lambda: _put(parts)
    finally:
        for part in parts.values():
            with contextlib.suppress(FileNotFoundError):
                part.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole or not at all."""
    with staged({path: data}) as put:
        put()


def remove_unfinished(folder: Path) -> None:
    """Remove what a process that was killed left behind in ``folder``."""
    for part in folder.glob(f".*{_PART}"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > LEFT_BEHIND:
                part.unlink()


def _put(parts: dict[Path, Path]) -> None:
    for path, part in parts.items():
        part.replace(path)
    if os.name == "posix":
        for folder in {path.parent for path in parts}:
            descriptor = os.open(folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
