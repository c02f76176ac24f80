"""Digital Bazaar's verifier, which shares no code with ours, agrees with it."""

from typing import Any

import pytest

from certificates.specimens import Certificate, Judge, make_facts, signed
from certificates.test_credential import TAMPERINGS


def test_accepts_a_certificate_and_a_sample(
    real: Certificate, sample: Certificate, judge: Judge
) -> None:
    """Wallets and Open Badges verifiers take what we sign."""
    assert judge(real.credential) == {"verified": True, "error": None}
    assert judge(sample.credential) == {"verified": True, "error": None}


def test_accepts_names_from_many_scripts(real: Certificate, judge: Judge) -> None:
    """Both canonical forms agree on text beyond Latin, quotes and markup."""
    facts = make_facts(participant_name='山田 "太郎" <b>محمد</b> \\ D’Àngelo 😀')
    assert judge(signed(facts, real.key))["verified"] is True


@pytest.mark.parametrize(
    "what", ["name", "exam", "hours", "date", "kind of result", "undefined term", "undefined type"]
)
def test_rejects_any_change(what: str, copy: dict[str, Any], judge: Judge) -> None:
    """A changed fact, or a term that no context defines."""
    TAMPERINGS[what](copy)
    judgement = judge(copy)
    assert judgement["verified"] is False
    assert judgement["error"]
    assert "offline" not in judgement["error"]  # rejected for the change, not for a missing file
