"""What strangers may send: a clear refusal, bounded memory, and nothing written."""

import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.certificates import create_key
from coursekit.certificates.serving import Issuer, Outcome
from coursekit.content import load_course
from coursekit.records import RequestError, parse_request, read_request_file
from coursekit.records.strict_json import DEEPEST, LARGEST, StrictJSONError, parse_strict
from sample_request import request_data
from small_course import change, write_course

MOST_MEMORY = 128_000_000
"""Bytes that reading one file of the largest size takes at most."""

LONGEST_MESSAGE = 1_000
PLACE = "@@here@@"

within_one_folder = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    """A provider of the small course who issues real certificates."""
    key = create_key()
    root = write_course(tmp_path / "course")
    change(root, "course.yml", "modules:", f"  public_keys: [{key.multikey}]\nmodules:")
    made = Issuer(load_course(root), key, None, tmp_path / "out")
    yield made
    made.close()


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Fail when the block takes more than `MOST_MEMORY`."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY, f"{peak:,} bytes"


def require_refusal(issuer: Issuer, raw: bytes) -> Outcome:
    """Serve a file that must be refused, and return what is said of it."""
    outcome = issuer.serve(raw)
    assert outcome.outcome in ("unreadable", "refused")
    assert 0 < len(outcome.message) < LONGEST_MESSAGE
    assert all(line.isprintable() for line in outcome.message.splitlines())
    assert not issuer.out.exists()
    return outcome


def places(node: Any, place: tuple = ()) -> Iterator[tuple]:
    """Give the place of every value in a request, the whole included."""
    yield place
    if isinstance(node, dict | list):
        steps = node if isinstance(node, dict) else range(len(node))
        for step in steps:
            yield from places(node[step], (*place, step))


def text_with(data: Any, place: tuple, raw: str) -> bytes:
    """Return ``data`` as JSON with the text ``raw``, JSON or not, at ``place``."""
    whole = {"": json.loads(json.dumps(data))}
    node: Any = whole
    steps = ("", *place)
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = PLACE
    return json.dumps(whole[""]).replace(f'"{PLACE}"', raw).encode("utf-8", "surrogatepass")


HOSTILE = {
    "deep lists": "[" * 5_000 + "]" * 5_000,
    "deep objects": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "unclosed": "[" * 100_000,
    "a million characters": '"' + "x" * 1_000_000 + '"',
    "a million escapes": '"' + "\\u0041" * 300_000 + '"',
    "not a number": "NaN",
    "infinite": "-Infinity",
    "a fraction": "1.5",
    "out of range": "1e999",
    "many digits": "9" * 5_000,
    "a lone surrogate": '"\\ud800"',
    "surrogates the wrong way round": '"\\udc00\\ud800"',
    "a raw surrogate": '"\ud800"',
    "twice": '{"a": 1, "a": 2}',
    "many members": "{" + ",".join(f'"a{n}":1' for n in range(1_000)) + "}",
    "a control character": '"a\\u0000b"',
    "a terminal's escape": '"\\u001b]0;title\\u0007"',
    "an unknown member": '{"__proto__": {"a": 1}}',
}


@within_one_folder
@given(data=st.data())
def test_a_hostile_value_anywhere(issuer: Issuer, data: st.DataObject) -> None:
    """Whatever is put into whatever place of a request that would pass."""
    request = request_data(issuer.course)
    place = data.draw(st.sampled_from(list(places(request))))
    kind = data.draw(st.sampled_from(list(HOSTILE)))
    with bounded_memory():
        require_refusal(issuer, text_with(request, place, HOSTILE[kind]))


@pytest.mark.parametrize(("levels", "refused"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_how_deep_is_too_deep(levels: int, refused: bool) -> None:
    """Lists and objects count, and what they hold does not."""
    raw = b"[" * levels + b"1" + b"]" * levels
    with pytest.raises(StrictJSONError, match="levels") if refused else nullcontext():
        parse_strict(raw)


PATHS = ["../../evil", "/etc/passwd", "..\\evil", "C:\\evil", "a/b", "~", ".", "%2e%2e%2f", "a\0b"]
NAMED_BY_ID = [
    ("request",),
    ("course", "id"),
    ("exam", "answers", 0, "question"),
    ("exam", "answers", 0, "hash"),
    ("exam", "answers", 0, "chosen", 0),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("place", NAMED_BY_ID, ids=lambda place: place[-1])
def test_a_path_in_place_of_an_id(issuer: Issuer, place: tuple, path: str) -> None:
    """No id of a request can name a file elsewhere."""
    require_refusal(issuer, text_with(request_data(issuer.course), place, json.dumps(path)))


@pytest.mark.parametrize("wrong", [0, 5])
@pytest.mark.parametrize("name", PATHS[:-1])
def test_a_path_in_place_of_a_name(issuer: Issuer, tmp_path: Path, name: str, wrong: int) -> None:
    """A name is printed as it is written, on a certificate or a letter, and names no file."""
    before = {path for path in tmp_path.rglob("*") if issuer.out not in path.parents}
    data = request_data(issuer.course, name=name, wrong=wrong)
    assert issuer.serve(json.dumps(data).encode()).outcome in ("issued", "not passed")
    after = {path for path in tmp_path.rglob("*") if issuer.out not in path.parents}
    assert after - before == {issuer.out}
    assert not any("evil" in path.name or "passwd" in path.name for path in issuer.out.iterdir())


@within_one_folder
@given(raw=st.binary(max_size=2_000))
def test_any_bytes(issuer: Issuer, raw: bytes) -> None:
    """No file at all leads to anything but a refusal."""
    require_refusal(issuer, raw)


def zip_bomb() -> bytes:
    """Return a zip archive of 200 MB of zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("request.json", bytes(200_000_000))
    return file.getvalue()


@pytest.mark.parametrize(
    ("bomb", "message"),
    [(zip_bomb, "a zip archive"), (lambda: gzip.compress(bytes(200_000_000)), "not JSON")],
    ids=["zip", "gzip"],
)
def test_nothing_is_unpacked(issuer: Issuer, bomb: Any, message: str) -> None:
    """An archive is refused as it is."""
    raw = bomb()
    with bounded_memory():
        assert message in require_refusal(issuer, raw).message


@pytest.mark.parametrize(
    "unit", ["[]", "{}", '{"a":1}', '"ab"', "0", '["a"]'], ids=lambda unit: f"many {unit}"
)
def test_the_costliest_file_of_the_largest_size(issuer: Issuer, unit: str) -> None:
    """As many values as fit into it; they are counted before they are understood."""
    raw = f"[{','.join([unit] * ((LARGEST - 2) // (len(unit) + 1)))}]".encode()
    assert LARGEST - 20 < len(raw) <= LARGEST
    with bounded_memory():
        require_refusal(issuer, raw)


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Of a file of a gigabyte two megabytes are read."""
    path = tmp_path / "request.json"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    with bounded_memory(), pytest.raises(RequestError, match="2,000,000 bytes are too many"):
        parse_request(read_request_file(path))
