"""The fonts of certificates and of the book: which package brings which script.

Fonts come from packages and from nowhere else, so that every machine draws the same. What the
course's own language needs and the small fonts are always there; Chinese, Japanese and Korean take
36 MB, and come with the extra ``cjk``.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SERIF = "EB Garamond"
SANS = "Noto Sans"

SCRIPTS = {
    "EB Garamond": "fontpkg_eb_garamond",  # Latin, Greek, Cyrillic
    "Amiri": "fontpkg_amiri",  # Arabic, Persian, Urdu
    "Frank Ruhl Libre": "fontpkg_frank_ruhl_libre",  # Hebrew
    "Noto Serif Devanagari": "pylopdf_fonts_hi",
    "Noto Sans": "fontpkg_noto_sans",  # labels, and letters that the others lack
}
"""Font families that are always there, with the package of each, in the order of preference."""

CJK = {
    "Noto Serif SC": "pylopdf_fonts_zh_cn",
    "Noto Serif JP": "pylopdf_fonts_jp",
    "Noto Serif KR": "pylopdf_fonts_ko",
}
"""The same for Chinese, Japanese and Korean, which the extra ``cjk`` brings."""

_CJK_NAMES = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")
_FIRST_CJK = "\u1100"
"""No character before it has such a name."""

_KANA = ("HIRAGANA", "KATAKANA")


def families(text: str) -> list[str]:
    """Return the font families that set ``text``, in the order in which they are tried.

    Han characters are drawn as in Japan beside kana, as in Korea beside hangul, else as in China.
    """
    if not any(map(is_cjk, set(text))):
        return list(SCRIPTS)
    names = {unicodedata.name(character, "").split(" ")[0] for character in set(text)}
    first = "Noto Serif JP" if names.intersection(_KANA) else "Noto Serif SC"
    if "HANGUL" in names:
        first = "Noto Serif KR"
    rest = [family for family in CJK if family != first]
    return [*SCRIPTS, *(family for family in (first, *rest) if _folder(CJK[family]))]


def folders(names: list[str]) -> list[Path]:
    """Return the folders in which the font families ``names`` lie."""
    found = (_folder((SCRIPTS | CJK)[name]) for name in names)
    return [folder for folder in found if folder]


def is_cjk(character: str) -> bool:
    """Tell whether ``character`` is of a script that the extra ``cjk`` brings fonts for."""
    return character >= _FIRST_CJK and unicodedata.name(character, "").startswith(_CJK_NAMES)


def lacks_cjk() -> bool:
    """Tell whether a font of the extra ``cjk`` is not installed."""
    return not all(map(_folder, CJK.values()))


def runs_right_to_left(text: str) -> bool:
    """Tell whether the first letter of ``text`` is of a script that is written to the left."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def has_combining_signs(text: str) -> bool:
    """Tell whether signs stand above or below letters of ``text``, far from the line."""
    return any(unicodedata.category(character).startswith("M") for character in text)


@cache
def _folder(package: str) -> Path | None:
    """Return where an installed package of fonts lies; it is not run."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None
