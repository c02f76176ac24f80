"""The printed code is read off the page by a decoder that did not draw it, as a phone sees it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageFilter
from pyzbar.pyzbar import ZBarSymbol, decode

from certificates.pages import draw, picture
from certificates.specimens import make_facts
from certificates.varied import TITLE, varied
from coursekit.certificates import SigningKey, short_url
from coursekit.certificates.short import sign_short

DPI = 150


def seen(pdf: bytes, dpi: int = DPI) -> Image.Image:
    """Return the code as a camera sees it in a hand: turned by 7 degrees, a little out of focus."""
    sharp = picture(pdf, 4 * dpi)
    sharp = sharp.crop((sharp.width // 2, sharp.height * 3 // 5, sharp.width, sharp.height))
    turned = sharp.rotate(7, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return turned.reduce(4).filter(ImageFilter.GaussianBlur(0.7))


@pytest.fixture(scope="module")
def key() -> SigningKey:
    """A key that is the same in every run, so that the codes are, too."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def codes(image: Image.Image) -> set[str]:
    """Return what zbar reads, which looks again at an enlarged image as a phone looks again."""
    looks = (
        image.resize((image.width * times, image.height * times), Image.Resampling.BICUBIC)
        for times in (1, 2, 3)
    )
    found = (decode(look, symbols=[ZBarSymbol.QRCODE]) for look in looks)
    return {code.data.decode() for code in next(filter(None, found), ())}


@pytest.mark.parametrize("kind", ["Latin", "Arabic", "simplified Chinese", "80 characters"])
def test_zbar_reads_the_turned_and_blurred_page(kind: str, key: SigningKey) -> None:
    """On both papers, at 150 dots an inch."""
    facts = varied()[kind]
    expected = short_url(facts, sign_short(facts, key))
    page = draw(facts, key)
    assert codes(picture(page, DPI)) == {expected}
    assert codes(seen(page)) == {expected}


def test_zbar_reads_the_longest_code(key: SigningKey) -> None:
    """A long name, title, provider and address make the modules small; it takes a nearer look."""
    provider = make_facts().provider.model_dump() | {"name": "Academy of Applied Beekeeping, Inc."}
    facts = make_facts(
        participant_name="Dr. Anneliese Wolfeschlegelsteinhausen-Hernández de la Santísima Paz",
        course_title=TITLE,
        provider=provider,
        site_url="https://continuing-education.example.org/beekeeping/",
    )
    assert codes(seen(draw(facts, key), dpi=200)) == {short_url(facts, sign_short(facts, key))}


def test_the_code_is_34_millimetres_wide(key: SigningKey) -> None:
    """From the first to the last dark module, with room of four modules around."""
    page = picture(draw(make_facts(), key), DPI)
    (found,) = decode(page, symbols=[ZBarSymbol.QRCODE])
    side = 34 / 25.4 * DPI
    assert found.rect.width == pytest.approx(side, abs=4)
    assert found.rect.height == pytest.approx(side, abs=4)
    quiet = round(4 * side / 81)
    left, top = found.rect.left, found.rect.top
    for box in (
        (left - quiet, top, left - 3, top + found.rect.height),
        (left, top - quiet, left + found.rect.width, top - 3),
    ):
        assert min(page.crop(box).get_flattened_data()) > 200


def test_damage_beyond_repair_is_not_read(key: SigningKey) -> None:
    """The decoder can fail, so the tests above can."""
    page = picture(draw(make_facts(), key), DPI)
    (found,) = decode(page, symbols=[ZBarSymbol.QRCODE])
    rect = found.rect
    page.paste(255, (rect.left, rect.top, rect.left + rect.width // 2, rect.top + rect.height // 2))
    assert codes(page) == set()
