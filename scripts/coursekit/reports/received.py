"""The files that a supervisor was sent, one at a time: single, in folders and in zip files."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 20_000_000
"""Bytes of a zip file, or of a certificate's PDF."""

LARGEST_ENTRY = 1_000_000
"""Bytes of one file in a zip file, unpacked."""

LARGEST_UNPACKED = 100_000_000
"""Bytes of all that is unpacked from one zip file."""

MOST_ENTRIES = 20_000
"""Entries of one zip file; it is their number that costs time when they are empty."""

_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, struct.error, zlib.error)
"""What Python's reader raises at a damaged zip file, from its first byte to its last."""


@dataclass(frozen=True)
class Received:
    """One file.

    Attributes:
        name: with the folder or zip file that it came in.
        data: what is in it; nothing when there is a problem.
        problem: why it could not be read.
    """

    name: str
    data: bytes = b""
    problem: str = ""


def received(paths: Iterable[Path]) -> Iterator[Received]:
    """Read the files at ``paths``, all below a folder, and all in a zip file."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                inside = file.relative_to(path).as_posix()
                if file.is_file() and not _is_nothing(inside):
                    yield from _read(file, _shown(f"{path.name}/{inside}"))
        else:
            yield from _read(path, _shown(path.name))


def _shown(name: str) -> str:
    """Return the name of a file without what could play tricks with a terminal or a page."""
    return "".join(
        "\ufffd" if unicodedata.category(each)[0] == "C" or each in "\u2028\u2029" else each
        for each in name
    )


def _is_nothing(name: str) -> bool:
    """Tell whether a file is one that systems put beside those of people."""
    *folders, last = name.split("/")
    beside = last.startswith((".", "~$")) or last.lower() in ("thumbs.db", "desktop.ini")
    return beside or "__MACOSX" in folders or any(part.startswith(".") for part in folders)


def _read(path: Path, name: str) -> Iterator[Received]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            yield Received(name, problem="larger than 20 MB")
        elif name.lower().endswith(".zip"):
            yield from _unpacked(path, name)
        else:
            yield Received(name, path.read_bytes())
    except OSError as error:
        yield Received(name, problem=f"cannot be read: {error.strerror}")
    except _DAMAGED:
        yield Received(name, problem="a damaged zip file")


def _unpacked(path: Path, name: str) -> Iterator[Received]:
    with zipfile.ZipFile(path) as archive:
        entries = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not _is_nothing(entry.filename)
        ]
        problem = _bomb(entries, path.stat().st_size)
        if problem:
            yield Received(name, problem=problem)
            return
        for entry in entries:
            yield _entry(archive, entry, _shown(f"{name}/{entry.filename}"))


def _bomb(entries: list[zipfile.ZipInfo], size: int) -> str:
    """Say why what a zip file says of its entries is not to be believed or not to be unpacked."""
    if len(entries) > MOST_ENTRIES:
        return f"a zip file of {len(entries):,} files; more than {MOST_ENTRIES:,} are not read"
    if sum(entry.compress_size for entry in entries) > size:
        return "a damaged zip file: its files take more room than it has"
    unpacked = sum(entry.file_size for entry in entries if entry.file_size <= LARGEST_ENTRY)
    if unpacked > LARGEST_UNPACKED:
        return "a zip file that unpacks to more than 100 MB"
    return ""


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Received:
    problem = _unreadable(entry)
    if problem:
        return Received(name, problem=problem)
    try:
        with archive.open(entry) as file:
            data = file.read(LARGEST_ENTRY + 1)
    except (*_DAMAGED, OSError):
        data = None
    if data is None or len(data) != entry.file_size:
        return Received(name, problem="damaged in its zip file")
    return Received(name, data)


def _unreadable(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _ENCRYPTED:
        return "locked with a password"
    if entry.compress_type not in _STORED_OR_DEFLATED:
        return "packed in a way that is not read here; unpack the zip file first"
    if entry.file_size > LARGEST_ENTRY:
        return "larger than 1 MB, which no file of this site is"
    if entry.filename.lower().endswith(".zip"):
        return "a zip file in a zip file; unpack it first"
    return ""
