"""The provider's signing keys in ``course.yml`` are keys, or are refused where they stand."""

from pathlib import Path

import pytest

from coursekit.content.models import CompromisedKey
from coursekit.content.typed import parse_yaml

KEY = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"


def read(key: str) -> tuple[CompromisedKey | None, list[str]]:
    """Read an entry with ``key``, and return what came of it with the findings."""
    findings = []
    entry = parse_yaml(
        CompromisedKey, f'key: "{key}"\nsince: 2026-01-01\n', Path("course.yml"), findings
    )
    return entry, [f"{finding.line} {finding.text}" for finding in findings]


def test_a_key_is_read():
    """The all-zero seed's key, which the did:key test vectors give, is one."""
    entry, findings = read(KEY)
    assert (entry.key, findings) == (KEY, [])


@pytest.mark.parametrize(
    "key",
    [KEY[:-1], KEY + "1", KEY.replace("u", "0"), KEY.replace("z6Mk", "z6LS"), "did:key:" + KEY],
    ids=["too short", "too long", "no base 58", "key of another kind", "not the key alone"],
)
def test_what_is_no_key_is_refused(key):
    """It would stand in the published list, and no verifier could read it."""
    entry, findings = read(key)
    assert entry is None
    assert [finding.split()[0] for finding in findings] == ["1"]
    assert "key" in findings[0]
