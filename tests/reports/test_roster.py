"""The roster says of credit and approvals what the certificate says."""

from decimal import Decimal
from typing import Any

import pytest

from certificates.specimens import FACTS
from coursekit.certificates import Record
from coursekit.certificates.facts import printed_hours
from coursekit.reports.audit.roster import roster_rows
from coursekit.reports.audit.year import Year

STATEMENT = "Example Academy, #1234, is approved."
HELD = {
    "body": "ASWB ACE",
    "number": "1234",
    "of": "provider",
    "valid_from": "2026-01-01",
    "valid_to": "2028-12-31",
    "hours": "3",
    "unit": "CE hours",
    "types": [{"type": "clinical", "hours": "2.50"}, {"type": "ethics", "hours": "0.5"}],
    "statement": STATEMENT,
}


def row(**changes: Any) -> dict[str, Any]:
    """Return the row of a certificate whose recorded facts differ from `FACTS` by ``changes``."""
    record = Record(
        "0" * 16, "ethics-101", "r", "l", 1, "2026-11-22T10:00:00Z", FACTS | changes, "", "", ""
    )
    year = Year(2026, (record,), {}, {}, (), (), (), None, 0, ())
    head, values = roster_rows(year)
    return dict(zip(head, values, strict=True))


@pytest.mark.parametrize(
    ("changes", "credit", "approvals"),
    [
        ({}, "", FACTS["not_approved_notice"]),
        (
            {"approvals": [HELD], "not_approved_notice": None},
            f"ASWB ACE: {printed_hours(Decimal(3))} CE hours (2.5 clinical, 0.5 ethics)",
            "ASWB ACE, provider number 1234, 2026-01-01 to 2028-12-31",
        ),
        (
            {
                "credit_lines": ["ASWB ACE: 3 CE hours"],
                "approval_statements": [STATEMENT],
                "not_approved_notice": None,
            },
            "ASWB ACE: 3 CE hours",
            STATEMENT,
        ),
    ],
    ids=["none", "by body and type", "an earlier record"],
)
def test_credit(changes, credit, approvals):
    """Credit by body and type, and each approval with number and period, whatever tool recorded."""
    found = row(**changes)
    assert found["Credit by body"] == credit
    assert found["Approvals"] == approvals


def test_licenses():
    """Every license stands in full; a learner without one is said to have given none."""
    assert row()["Licenses"] == (
        "New York · Licensed Clinical Social Worker · 012345-01; New Jersey · LCSW · 44SC00000000"
    )
    assert row(licenses=[])["Licenses"] == "not provided"
