"""Writes files whole or not at all, and only when everything else is done."""

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LEFT_BEHIND = 3600
"""Seconds after which an unfinished file belongs to nobody any more."""

_PART = ".part"

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def staged(files: Mapping[Path, bytes]) -> Iterator[Callable[[], None]]:
    """Write ``files`` beside their places and to disk; give the function that puts them there.

    Only their owner may read them, as they hold names. What was not put into its place is removed.
    """
    parts: dict[Path, Path] = {}
    for folder in {path.parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
    try:
        for path, data in files.items():
            part = path.with_name(f".{path.name}-{secrets.token_hex(8)}{_PART}")
            descriptor = os.open(part, _NEW, 0o600)
            parts[path] = part
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
    folders = {path.parent for path in parts}
    for path in list(parts):
        parts[path].replace(path)
        del parts[path]
    if os.name == "posix":
        for folder in folders:
            descriptor = os.open(folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
