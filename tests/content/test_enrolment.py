"""What ``course.yml`` may say of price and codes, and when a code holds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coursekit.content.enrolment_models import Enrolment, Promotion
from coursekit.content.typed import parse_yaml

ENROLMENT = """\
price: 119.50
checkout: https://pay.example.org/course
codes:
  - {code: SPRING20, percent_off: 20, limit: 20, until: 2026-12-31}
  - {code: friend, amount_off: 30, until: 2027-01-31}
"""


def read(text: str) -> tuple[Enrolment | None, list[str]]:
    """Read ``text``, and return what came of it with the findings."""
    findings = []
    enrolment = parse_yaml(Enrolment, text, Path("course.yml"), findings)
    return enrolment, [f"{finding.line} {finding.code} {finding.text}" for finding in findings]


def test_price_and_codes_are_read():
    """Percent and amount both lower the price, to the cent."""
    enrolment, findings = read(ENROLMENT)
    assert findings == []
    assert (enrolment.price, enrolment.currency) == (Decimal("119.50"), "USD")
    assert [code.lowered(enrolment.price) for code in enrolment.codes] == [
        Decimal("95.60"),
        Decimal("89.50"),
    ]


def test_no_price_falls_below_nothing():
    """Who gives more off than the price makes it free, and no debt."""
    code = Promotion(code="ALL", amount_off=500, until=date(2026, 12, 31))
    assert code.lowered(Decimal(120)) == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("percent_off: 20, ", "", "write either `percent_off` or `amount_off`"),
        ("percent_off: 20", "percent_off: 20, amount_off: 5", "write either `percent_off` or"),
        ("percent_off: 20", "percent_off: 120", "less than or equal to 100"),
        (", until: 2026-12-31", "", "`codes.0.until` is missing"),
        ("friend", "Spring20", "the code `SPRING20` stands twice"),
        ("https://pay", "http://pay", "https"),
        ("price: 119.50", "price: 119.505", "no more than 2 decimal places"),
        ("price:", "prize:", "did you mean `price`?"),
    ],
)
def test_slips(old, new, expected):
    """What cannot be meant is refused, with the reason."""
    assert old in ENROLMENT
    enrolment, findings = read(ENROLMENT.replace(old, new))
    assert enrolment is None
    assert expected in " ".join(findings)


def test_a_code_holds_to_the_end_of_its_last_day_at_the_providers():
    """In New York the last of December ends five hours later than in London."""
    enrolment, _ = read(ENROLMENT)
    zone = ZoneInfo("America/New_York")
    last = datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC)
    after = datetime(2027, 1, 1, 5, 0, tzinfo=UTC)
    assert [code.code for code in enrolment.codes_at(last, zone)] == ["SPRING20", "friend"]
    assert [code.code for code in enrolment.codes_at(after, zone)] == ["friend"]
    assert [code.code for code in enrolment.codes_at(after, ZoneInfo("UTC"))] == ["friend"]
    assert enrolment.codes_at(after.replace(month=3), zone) == []
