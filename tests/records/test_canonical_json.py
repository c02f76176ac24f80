"""The canonical JSON that this tool writes fast, beside that of a general writer."""

from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.records.canonical_json import canonical_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(max_codepoint=127))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES)
def test_it_is_the_form_of_the_standard(value: Any) -> None:
    """Whatever texts and whole numbers there are, both write the same bytes."""
    assert canonical_json(value) == rfc8785.dumps(value)
