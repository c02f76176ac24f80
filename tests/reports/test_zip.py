"""Zip files of every make, damaged and hostile ones, read by the page as by Python's own reader."""

import base64
import io
import json
import random
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.reports.received import received

pytestmark = pytest.mark.xdist_group("zip")

Files = list[list[str | None]]
CONTENT = b'{"format": "course-completion/1"}' * 40


@pytest.fixture(scope="module")
def by_page(node: str, root: Path) -> Iterator[Callable[[bytes], Files]]:
    """Give a function that reads a zip file with the browser's modules."""
    command = [node, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    process = subprocess.Popen(
        [*command, str(root / "tests/reports/unzip.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def read(data: bytes) -> Files:
        process.stdin.write(base64.b64encode(data).decode() + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "the browser's modules broke off"
        return json.loads(line)

    with process:
        yield read
    assert process.returncode == 0


@pytest.fixture
def by_python(tmp_path: Path) -> Callable[[bytes], Files]:
    """Give a function that reads a zip file as the command line does."""

    def read(data: bytes) -> Files:
        (tmp_path / "all.zip").write_bytes(data)
        return [
            [item.name, None if item.problem else base64.b64encode(item.data).decode()]
            for item in received([tmp_path / "all.zip"])
        ]

    return read


def packed(
    *names: str, method: int = zipfile.ZIP_DEFLATED, content: bytes = CONTENT, comment: bytes = b""
) -> bytes:
    """Pack ``content`` under each of the names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
        archive.comment = comment
    return written.getvalue()


def streamed() -> bytes:
    """Pack as a server does that cannot go back: sizes follow the content."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise io.UnsupportedOperation

    written = Stream()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", CONTENT)
    return written.getvalue()


def changed(data: bytes, offset: int, form: str, value: int) -> bytes:
    """Change one field of the only entry in the directory of a zip file."""
    place = data.index(b"PK\x01\x02") + offset
    return data[:place] + struct.pack(form, value) + data[place + struct.calcsize(form) :]


ONE = packed("a.json")
NESTED = packed("in.zip", content=ONE)
WHOLE = {
    "deflated": ONE,
    "stored": packed("a.json", method=zipfile.ZIP_STORED),
    "nothing in it": packed(),
    "empty file": packed("a.json", content=b""),
    "folders": packed("x/", "x/y/a.json", "b.json"),
    "of the system": packed("__MACOSX/._a.json", ".DS_Store", "x/Thumbs.db", "~$a.json", "b.json"),
    "names in UTF-8": packed("Łukasz 山田/é.json"),
    "names in code page 437": packed("XXXX.json").replace(b"XXXX", b"\x82\x84\xe1\xff"),
    "names that play tricks": packed("a\u202egnp.json", "b\x07.json", "../../c.json"),
    "a comment": packed("a.json", comment=b"Handed in by all" * 300),
    "something before it": b"#!/bin/sh\nexit\n" + ONE,
    "sizes afterwards": streamed(),
}
REFUSED = {
    "no zip file": b"course-completion/1",
    "empty": b"",
    "a comment that looks like an end": packed("a.json", comment=b"PK\x05\x06" + b"\x07" * 30),
    "cut off": ONE[:-30],
    "locked": changed(ONE, 8, "<H", 1),
    "another method": changed(ONE, 10, "<H", 12),
    "another checksum": changed(ONE, 16, "<I", 7),
    "says it is larger": changed(ONE, 24, "<I", len(CONTENT) + 1),
    "says it is packed larger": changed(ONE, 20, "<I", 2**30),
    "lies outside": changed(ONE, 42, "<I", 2**24),
    "a zip file in it": NESTED,
    "larger than a megabyte": packed("a.json", content=bytes(1_000_001)),
    "a hundred megabytes in small parts": packed(
        *(f"{n}.json" for n in range(101)), content=bytes(10**6)
    ),
    "twenty thousand files and one": packed(*map(str, range(20_001)), content=b""),
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_what_can_be_read(by_page, by_python, data):
    """The page finds the same files with the same content."""
    found = by_python(data)
    assert all(content is not None for _, content in found)
    assert by_page(data) == found


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(by_page, by_python, data):
    """Neither reads anything of it, both go on, and both name the same files."""
    found = by_python(data)
    assert found
    assert all(content is None for _, content in found)
    assert by_page(data) == found


def test_it_unpacks_no_more_than_it_says(by_page, by_python):
    """A file of a kilobyte that unpacks to a gigabyte is given up at the size that it states."""
    bomb = packed("a.json", content=bytes(10**9))
    small = changed(bomb, 24, "<I", 1_000)
    assert len(small) < 10**6 + 1_000
    assert by_python(small)[0][0] == by_page(small)[0][0] == "all.zip/a.json"
    assert by_page(small)[0][1] is None


def test_damage_of_any_kind(by_page, by_python):
    """A thousand damaged files break neither off; what the page reads of one is what was packed."""
    chance = random.Random(7)
    whole = packed("a.json", "b/c.json", content=CONTENT[:99])
    for _ in range(1_000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        by_python(bytes(data))
        for _, content in by_page(bytes(data)):
            assert content is None or base64.b64decode(content) in (CONTENT[:99], b"")
