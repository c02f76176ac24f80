"""Sets a book: typst makes a tagged PDF (PDF/UA-1) from its data, the same bytes every time."""

import hashlib
import json
import os
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from coursekit.errors import CourseError
from coursekit.fonts import families, folders

TEMPLATE = "book.typ"
_SERIF, _SANS, _MONO = "EB Garamond", "Noto Sans", "DejaVu Sans Mono"
"""The last one comes with typst; it has the letters of programs, boxes to tick and other signs."""

_FONTS = ("fontpkg-eb-garamond", "fontpkg-noto-sans")
_UNDRAWN = re.compile(r'the text `"(.*)"` could not be displayed')


def typeset(book: dict[str, Any], pictures: Path, kept_in: Path) -> bytes:
    """Return the PDF of ``book``.

    Args:
        book: its data, as ``book.typ`` reads it.
        pictures: the folder in which the pictures it names lie.
        kept_in: a folder in which PDFs are kept; one whose data did not change is not made again.

    Raises:
        CourseError: typst refuses it, such as for a character that no font has.
    """
    text = json.dumps(book, ensure_ascii=False)
    template = (files("coursekit.site.book") / TEMPLATE).read_text(encoding="utf-8")
    made_from = [template, text, *(version(name) for name in ("typst", *_FONTS))]
    made_from += [_digest(pictures / name.lstrip("/")) for name in _pictures(book)]
    kept = kept_in / f"{hashlib.sha256(repr(made_from).encode()).hexdigest()[:16]}.pdf"
    if not kept.exists():
        kept_in.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}.pdf")
        fresh.write_bytes(_compile(template, text, pictures))
        fresh.replace(kept)
    return kept.read_bytes()


def _compile(template: str, text: str, pictures: Path) -> bytes:
    chosen = [_SERIF, _SANS, _MONO]
    chosen += [name for name in families(text) if name not in chosen]
    fonts = {"serif": chosen, "sans": sorted(chosen, key=lambda name: name != _SANS)}
    fonts["mono"] = sorted(chosen, key=lambda name: name != _MONO)
    found = folders([name for name in chosen if name != _MONO])
    book = "#book(json(bytes(sys.inputs.book)), json(bytes(sys.inputs.fonts)))"
    try:
        return typst.compile(
            f"{template}\n{book}\n".encode(),
            root=str(pictures),
            font_paths=[str(folder) for folder in found],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"book": text, "fonts": json.dumps(fonts)},
        )
    except typst.TypstError as error:
        undrawn = _UNDRAWN.search(str(error))
        if undrawn:
            raise CourseError(
                f"the book: no font has a character of “{undrawn[1]}”; write it in another way"
            ) from None
        raise CourseError(f"the book cannot be set: {error}") from None


def _pictures(data: Any) -> list[str]:
    """Return the paths of all pictures in ``data``, in order."""
    if isinstance(data, list):
        return [path for item in data for path in _pictures(item)]
    if isinstance(data, dict):
        own = [data["path"]] if data.get("kind") == "picture" else []
        return own + [path for item in data.values() for path in _pictures(item)]
    return []


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
