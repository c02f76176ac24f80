"""Names in every script: drawn in full, shaped and in order, or refused by the character."""

import io
from collections import Counter
from pathlib import Path

import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument, PdfPage

from certificates.pages import draw, glyphs, poppler_text, text_of
from certificates.specimens import make_facts
from certificates.varied import NAMES
from coursekit import fonts
from coursekit.certificates import DrawingError, SigningKey
from coursekit.fonts import families, folders

pytestmark = pytest.mark.xdist_group("names")

RIGHT_TO_LEFT = {"Arabic", "Persian", "Hebrew", "pointed Hebrew"}
MIXED = {"mixed, left to right", "mixed, right to left"}


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_can_be_read_back_and_no_glyph_is_missing(
    kind: str, key: SigningKey, tmp_path: Path
) -> None:
    """By two readers of PDFs; where directions mix, each has its own order of the same letters."""
    name = NAMES[kind]
    pdf = draw(make_facts(participant_name=name), key)
    assert 0 not in glyphs(pdf)
    letters = Counter(name.replace(" ", "").replace("-", "").replace("\u200c", ""))
    for text in (text_of(pdf), poppler_text(pdf, tmp_path)):
        assert not letters - Counter(text)
    if kind not in RIGHT_TO_LEFT | MIXED:
        joined = "".join(text_of(pdf).split()).replace("-", "")
        assert "".join(name.split()).replace("-", "") in joined


@pytest.mark.parametrize(
    ("kind", "family"),
    [
        ("Latin", ""),
        ("Arabic", "Amiri"),
        ("Persian", "Amiri"),
        ("Hebrew", "Frank Ruhl Libre"),
        ("pointed Hebrew", "Frank Ruhl Libre"),
        ("Devanagari", "Noto Serif Devanagari"),
        ("Japanese", "Noto Serif JP"),
        ("Korean", "Noto Serif KR"),
        ("simplified Chinese", "Noto Serif SC"),
        ("mixed, left to right", "Amiri"),
        ("mixed, right to left", "Frank Ruhl Libre"),
    ],
)
def test_a_name_looks_as_a_browser_sets_it(
    kind: str, family: str, key: SigningKey, browser: Browser
) -> None:
    """Chromium shapes and orders text by other code (HarfBuzz, ICU): the two pictures agree."""
    name = NAMES[kind]
    ours = _name_in_pdf(draw(make_facts(participant_name=name), key))
    theirs = _name_in_browser(browser, name, [fonts.SERIF, *filter(None, [family])])
    assert abs(ours.width - theirs.width) <= 6, (ours.size, theirs.size)
    assert abs(ours.height - theirs.height) <= 6, (ours.size, theirs.size)
    size = theirs.size
    one, other = (
        image.resize(size).filter(ImageFilter.BoxBlur(2)).point(lambda grey: 255 * (grey < 170))
        for image in (ours, theirs)
    )
    both = _count(ImageChops.multiply(one, other))
    assert both / _count(ImageChops.lighter(one, other)) > 0.85


SIGNS_ABOVE_SIGNS = "بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ"


@pytest.mark.parametrize("name", [*NAMES.values(), SIGNS_ABOVE_SIGNS], ids=[*NAMES, "vowel signs"])
def test_a_name_keeps_clear_of_the_lines_around_it(name: str, key: SigningKey) -> None:
    """However far a script reaches above and below its line."""
    page = PdfDocument(draw(make_facts(participant_name=name), key))[0]
    image = page.render(scale=DOTS).to_pil().convert("L")
    before, after = _boxes(page, "This certifies that"), _boxes(page, "012345-01")
    for edge, way in ((min(box[1] for box in before), 1), (max(box[3] for box in after), -1)):
        row = round((page.get_height() - edge) * DOTS) + way * 2  # past the letters' own soft edge
        rows = sorted((row, row + way * CLEAR * DOTS))
        strip = image.crop((40 * DOTS, rows[0], image.width - 40 * DOTS, rows[1]))
        assert strip.getextrema()[0] > 200, (edge, way)


def _boxes(page: PdfPage, words: str) -> list[tuple[float, float, float, float]]:
    """Return the box of every letter of ``words``: left, bottom, right, top in points."""
    text = page.get_textpage()
    at = text.get_text_range().index(words)
    return [text.get_charbox(place) for place in range(at, at + len(words))]


CLEAR = 2
"""Points without ink above and below a name."""

DOTS = 4
"""Pixels a point; a name that fits on a line is set in 40 points."""


def _name_in_pdf(pdf: bytes) -> Image.Image:
    """Return the name as PDFium draws it, cut out: it alone is set in the largest size."""
    page = PdfDocument(pdf)[0]
    text = page.get_textpage()
    sizes = [raw.FPDFText_GetFontSize(text, at) for at in range(text.count_chars())]
    large = [text.get_charbox(at) for at, size in enumerate(sizes) if size == max(sizes)]
    top = page.get_height() - max(box[3] for box in large)
    bottom = page.get_height() - min(box[1] for box in large)
    image = page.render(scale=DOTS).to_pil().convert("L")
    frame = 40 * DOTS
    box = (frame, int((top - 2) * DOTS), image.width - frame, int((bottom + 2) * DOTS))
    return _trimmed(image.crop(box))


def _name_in_browser(browser: Browser, name: str, names: list[str]) -> Image.Image:
    """Return the name as Chromium draws it in the same fonts."""
    faces = ""
    for one in names:
        (folder,) = folders([one])
        (file,) = (
            path
            for path in folder.rglob("*.[ot]tf")
            if path.name.split("[")[0].split("-")[0] == one.replace(" ", "")
            and not path.stem.endswith(("Italic", "Bold", "Italic[wght]"))
        )
        weights = "100 900" if "[" in file.name or "Variable" in file.name else "400"
        faces += (
            f"@font-face {{ font-family: '{one}'; src: url('{file.as_uri()}'); "
            f"font-weight: {weights}; }}"
        )
    page = browser.new_page(device_scale_factor=DOTS)
    page.goto((Path(__file__).parent / "test_names.py").as_uri())  # so that files may be read
    quoted = ", ".join(f"'{one}'" for one in names)
    page.set_content(
        f"<style>{faces} span {{ display: inline-block; padding: 20px; white-space: nowrap; "
        f"font: 400 40px/2 {quoted}; font-synthesis: none; font-variant-numeric: lining-nums; }}"
        "</style>"
        f'<span dir="auto">{name}</span>'
    )
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].every(font => font.status === 'loaded')")
    shot = page.locator("span").screenshot()
    page.close()
    return _trimmed(Image.open(io.BytesIO(shot)).convert("L"))


def _trimmed(image: Image.Image) -> Image.Image:
    """Return the image without the white around it."""
    return image.crop(image.point(lambda grey: 255 * (grey < 128)).getbbox())


def _count(image: Image.Image) -> int:
    return image.histogram()[255]


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("Ana 😀", r"U\+1F600 GRINNING FACE"),
        ("Zoë สมชาย", r"U\+0E2A THAI CHARACTER SO SUA"),
        ("Ünï 𓀀", r"U\+13000 EGYPTIAN HIEROGLYPH"),
        ("ᚠreya", r"U\+16A0 RUNIC LETTER"),
    ],
)
def test_a_character_that_no_font_has_is_refused_by_name(
    name: str, character: str, key: SigningKey
) -> None:
    """Nothing is printed as an empty box; the message names field and character."""
    with pytest.raises(DrawingError, match=f"participant_name: no font .*{character}"):
        draw(make_facts(participant_name=name), key)


def test_a_script_that_an_extra_brings_is_refused_by_naming_the_extra(
    key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chinese, Japanese and Korean are large, so a small installation goes without them."""
    absent = {family: f"absent_{package}" for family, package in fonts.CJK.items()}
    monkeypatch.setattr(fonts, "CJK", absent)
    with pytest.raises(DrawingError, match=r"CJK UNIFIED IDEOGRAPH-5C71.*install the extra `cjk`"):
        draw(make_facts(participant_name="山田 太郎"), key)


def test_han_characters_take_the_form_of_the_script_beside_them() -> None:
    """A name in kana is Japanese, one in hangul Korean; Han alone is set as in China."""
    assert [
        name for name in families("山田 やまだ") if "Serif JP" in name or "Serif SC" in name
    ] == [
        "Noto Serif JP",
        "Noto Serif SC",
    ]
    assert families("金 김")[len(fonts.SCRIPTS)] == "Noto Serif KR"
    assert families("王小明")[len(fonts.SCRIPTS)] == "Noto Serif SC"
    assert families("Zoë") == list(fonts.SCRIPTS)
