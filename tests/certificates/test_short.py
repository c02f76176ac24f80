"""The printed code: what it holds, that it reads back, and that a change is noticed."""

import base64
import json
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from certificates.specimens import STATUS_INDEX, Certificate, make_facts
from coursekit.certificates import (
    DrawingError,
    MismatchError,
    NotACertificateError,
    create_key,
    short_url,
    sign_short,
    verify_short,
)
from coursekit.certificates.qr import DOTS, draw_qr
from coursekit.certificates.short import parse_short, short_payload, verify_short_signature


def encode(value: object) -> str:
    """Return ``value`` as a part of a JWS."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_the_payload_is_what_the_page_expects(real: Certificate) -> None:
    """The members that the browser's module reads, and no others."""
    multikey, payload = verify_short_signature(real.short)
    assert multikey == real.key.multikey
    assert payload == {
        "v": 1,
        "i": "0123456789ABCDEF",
        "n": real.facts.participant_name,
        "c": "ethics-101",
        "cv": "2026.1",
        "t": real.facts.course_title,
        "h": 6.25,
        "d": "2026-11-20",
        "p": "Example Academy",
        "s": STATUS_INDEX,
    }


def test_a_sample_is_marked(sample: Certificate) -> None:
    """The mark is signed, and the first fact shown."""
    assert parse_short(sample.short)[1]["sample"] is True
    assert verify_short(sample.short).facts[0][0] == "Sample"


def test_an_address_is_taken_as_well(real: Certificate) -> None:
    """A scanned code gives the whole address."""
    url = short_url(real.facts, real.short)
    assert url.startswith("https://course.example.org/verify/#eyJ")
    assert verify_short(url) == verify_short(real.short)


@settings(max_examples=60)
@given(st.data())
def test_any_changed_character_is_noticed(data: st.DataObject) -> None:
    """One character of the code replaced by another: it does not match, or is no code at all."""
    key = create_key()
    jws = sign_short(make_facts(), key)
    place = data.draw(st.integers(0, len(jws) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_"))
    changed = jws[:place] + other + jws[place + 1 :]
    try:
        named, payload = verify_short_signature(changed)
    except (MismatchError, NotACertificateError):
        return
    # The last character of a part has bits that stand for nothing.
    assert (named, payload) == verify_short_signature(jws)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "eyJ.eyJ.x",
        "a.b." + "A" * 86,
        f"{encode({'typ': 'JWT', 'alg': 'EdDSA'})}.{encode({})}.{'A' * 86}",
        f"{encode({'typ': 'cert+jws', 'alg': 'none'})}.{encode({})}.{'A' * 86}",
        f"{encode([])}.{encode([])}.{'A' * 86}",
        f"{encode({'typ': 'cert+jws', 'alg': 'EdDSA'})}.{'A' * 5000}.{'A' * 86}",
    ],
)
def test_other_text_is_not_a_code(text: str) -> None:
    """Malformed is told apart from changed."""
    with pytest.raises(NotACertificateError):
        verify_short(text)


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        ({"typ": "JWT"}, {}),
        ({"alg": "none"}, {}),
        ({}, {"v": 2}),
        ({}, {"h": "6.25"}),
        ({}, {"d": "yesterday"}),
        ({}, {"n": None}),
        ({}, {"sample": False}),
        ({}, {"sample": True}),
        ({}, {"s": "1000"}),
        ({}, {"s": -1}),
        ({}, {"s": True}),
        ({}, {"honours": "summa cum laude"}),
    ],
)
def test_the_same_key_may_sign_other_things(header: dict, payload: dict, real: Certificate) -> None:
    """What the provider's key signs is a certificate only when it says so in this form."""
    header = {"alg": "EdDSA", "typ": "cert+jws", "kid": real.key.multikey} | header
    text = f"{encode(header)}.{encode(short_payload(real.facts) | payload)}"
    signature = base64.urlsafe_b64encode(real.key.sign(text.encode())).rstrip(b"=").decode()
    with pytest.raises(NotACertificateError):
        verify_short(f"{text}.{signature}")


def test_the_code_reads_back(real: Certificate) -> None:
    """A decoder finds the address in the drawing, also when each module is only three dots."""
    url = short_url(real.facts, real.short)
    drawn = Image.open(BytesIO(draw_qr(url)))
    side = drawn.width // DOTS
    for size in (drawn.width, 3 * side):
        page = ImageOps.expand(drawn.convert("L").resize((size, size)), 4 * size // side, "white")
        assert zxingcpp.read_barcode(page).text == url


def test_a_code_too_dense_for_paper_is_refused() -> None:
    """At 34 mm a module must stay above a quarter of a millimetre."""
    with pytest.raises(DrawingError, match="shorten the course title"):
        draw_qr("https://course.example.org/verify/#" + "x" * 1300)
    with pytest.raises(DrawingError, match="do not fit"):
        draw_qr("x" * 5000)
