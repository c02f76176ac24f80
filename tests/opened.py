"""Every file of a built site, opened: what is packed in it, and text as its reader sees it."""

import gzip
import io
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

_SCRIPT_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^>]*>")


def opened(folder: Path) -> Iterator[tuple[str, str]]:
    """Give name and text of each file below ``folder``, and of each file in one that packs others.

    The name of a packed file begins with that of the file around it. Letters that are escaped as
    HTML, JSON or JavaScript do it are letters again. A text with tags comes without them, too.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _open(path.relative_to(folder).as_posix(), path.read_bytes())


def _open(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from _open(f"{name}!{inner}", archive.read(inner))
    elif content.startswith(b"\x1f\x8b"):
        yield from _open(f"{name}!content", gzip.decompress(content))
    elif content.startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            yield from _readings(name, "\n".join(database.iterdump()))
    elif content.startswith(b"%PDF"):
        yield name, content.decode("latin-1")
        command = ["pdftotext", "-", "-"]
        done = subprocess.run(command, input=content, capture_output=True, check=True)
        yield name, done.stdout.decode()
    else:
        yield from _readings(name, content.decode("utf-8", errors="replace"))


def _readings(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Give a text as it reads with its tags and, if it has any, without them."""
    text = _SCRIPT_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    text = unescape(text.replace('\\"', '"').replace("\\n", " "))
    yield name, text
    if _TAG.search(text):
        yield name, _TAG.sub(" ", text)
