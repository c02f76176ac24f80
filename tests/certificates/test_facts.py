"""Facts are refused before they are signed, not after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from certificates.specimens import APPROVAL, make_completion, make_facts
from coursekit.certificates.facts import ALPHABET, new_certificate_id, printed_id, printed_moment

BAD = ["\x00", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u200f"]


@pytest.mark.parametrize("character", BAD, ids=lambda c: f"U+{ord(c):04X}")
def test_control_characters_are_refused_by_name(character: str) -> None:
    """C0, DEL, C1 and direction marks are refused; the message names character and field."""
    with pytest.raises(ValidationError) as caught:
        make_completion(participant_name=f"A{character}B")
    assert f"U+{ord(character):04X}" in str(caught.value)
    assert "participant_name" in str(caught.value)


def test_a_lone_surrogate_is_refused() -> None:
    """Half a character cannot be written as UTF-8, so it never reaches a signature."""
    with pytest.raises(ValidationError, match="participant_name"):
        make_completion(participant_name="A\ud800B")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81], ids=["empty", "blank", "81 characters"])
def test_names_are_neither_blank_nor_endless(name: str) -> None:
    """A name has 1 to 80 characters that can be seen."""
    with pytest.raises(ValidationError, match="participant_name"):
        make_completion(participant_name=name)


@pytest.mark.parametrize("where", ["address", "name", "signatory_title"])
def test_the_provider_is_checked_as_well(where: str) -> None:
    """A line break in a provider's field is refused, and the field is named."""
    provider = make_completion().provider.model_dump() | {where: "12 Main\nStreet"}
    with pytest.raises(ValidationError, match=rf"provider\.{where}(.|\n)*U\+000A"):
        make_completion(provider=provider)


def test_a_name_is_kept_in_composed_form() -> None:
    """Two ways of typing é give one name."""
    assert make_completion(participant_name="Rene\u0301").participant_name == "Ren\u00e9"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"not_approved_notice": None}, "one of them"),
        ({"approvals": [APPROVAL]}, "one of them"),
        (
            {"approvals": [APPROVAL], "not_approved_notice": None, "completed_on": "2026-11-21"},
            "outside the approval by ASWB ACE",
        ),
        ({"approvals": [APPROVAL | {"hours": "6.25"}], "not_approved_notice": None}, "add up to"),
        ({"paper": "a5"}, "paper"),
        ({"sample": True}, "throw-away key"),
        ({"issuer": "did:key:z6Mk"}, "throw-away key"),
        ({"contact_hours": "1.3"}, "contact_hours"),
        ({"timezone": "Mars/Olympus"}, "IANA"),
        ({"site_url": "https://course.example.org"}, "site_url"),
        ({"surprise": 1}, "surprise"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_dishonest_facts_are_refused(changes: dict, message: str) -> None:
    """What a certificate must not say cannot be put into one."""
    with pytest.raises(ValidationError, match=message):
        make_completion(**changes)


def test_completion_is_not_after_issue_in_the_providers_zone() -> None:
    """The day is counted where the provider is: 03:04 UTC on the 22nd is still the 21st there."""
    assert make_facts(completed_on="2026-11-21").issued_text == "2026-11-22T03:04:05Z"
    with pytest.raises(ValidationError, match="after the certificate's issue"):
        make_facts(completed_on="2026-11-22")


def test_the_day_of_issue_is_counted_as_the_day_of_completion_is() -> None:
    """Else a certificate of one evening would be issued on the day after, or the day before."""
    facts = make_facts()
    assert facts.issued_on.isoformat() == "2026-11-21"
    assert printed_moment(facts.issued_text, facts.timezone) == (
        "November 21, 2026 (2026-11-22T03:04:05Z)"
    )
    assert make_facts(timezone="Pacific/Guam").issued_on.isoformat() == "2026-11-22"


@given(st.integers(0, 1_000))
def test_numbers_are_random_and_read_well(_round: int) -> None:
    """A number has 16 characters without I, L, O and U, and prints in four groups."""
    number = new_certificate_id()
    assert len(number) == 16
    assert set(number) <= set(ALPHABET)
    assert printed_id(number).split("-") == [number[i : i + 4] for i in (0, 4, 8, 12)]
    assert number != new_certificate_id()
