"""The fast way to canonical N-Quads gives what PyLD gives, or leaves the document to PyLD."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.specimens import make_facts
from certificates.varied import varied
from coursekit.certificates.canonical_template import VARIABLE, canonize_alike
from coursekit.certificates.credential import build_credential
from coursekit.certificates.errors import CredentialError
from coursekit.certificates.jsonld import canonize

CREDENTIAL = build_credential(make_facts())
CONTEXTS = CREDENTIAL["@context"]

TEXTS = st.sampled_from(
    ['"', "\\", '\\" .', "_:b0 _:b1", "_:c14n0", "urn:x-mark:0", "", "Zoë", "<a>", "a@b", "Ana"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
ADDRESSES = st.sampled_from(
    ["https://a.example/1", "https://a.example/2", "did:web:a.example", "b", "../c", "_:b0", "a b"]
)


def leaves(node: Any, name: str | None = None, place: tuple = ()) -> Iterator[tuple]:
    """Give the place of every text that may differ from certificate to certificate."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, key, (*place, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, name, (*place, number))
    elif isinstance(node, str) and name in VARIABLE:
        yield place


PLACES = list(leaves(CREDENTIAL))


def put(document: Any, place: tuple, value: str) -> None:
    """Write ``value`` into ``document``."""
    for step in place[:-1]:
        document = document[step]
    document[place[-1]] = value


def outcome(way: Any, document: dict[str, Any]) -> bytes | str:
    """Return the N-Quads, or what is said of a document that is refused."""
    try:
        return way(document)
    except CredentialError as error:
        return str(error)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), TEXTS | ADDRESSES, max_size=8))
def test_whatever_stands_in_a_certificate(values: dict[tuple, str]) -> None:
    """Quotes, names of nodes, equal texts, equal and relative addresses; PyLD is the judge."""
    document = copy.deepcopy(CREDENTIAL)
    for place, value in values.items():
        put(document, place, value)
    assert outcome(canonize_alike, document) == outcome(canonize, document)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\v", "\x1c"])
def test_a_sign_that_ends_a_line_elsewhere(sign: str) -> None:
    """N-Quads know one end of a line, also in texts that are the same for all of a form."""
    document = copy.deepcopy(CREDENTIAL)
    document["credentialSubject"]["achievement"]["humanCode"] = f"a{sign}b"
    assert outcome(canonize_alike, document) == outcome(canonize, document)


TYPE = {"type": st.just(["Profile"])}
OTHER = st.fixed_dictionaries(
    {"type": st.just("IdentifierEntry"), "identifierType": st.just("name")},
    optional={"identifier": TEXTS, "id": ADDRESSES},
)
NAMED = {"name": TEXTS, "id": ADDRESSES, "otherIdentifier": st.lists(OTHER, max_size=3)}
NODES = st.recursive(
    st.fixed_dictionaries(TYPE, optional=NAMED),
    lambda inner: st.fixed_dictionaries(TYPE, optional={**NAMED, "parentOrg": inner}),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(NODES, min_size=1, max_size=4))
def test_nodes_that_are_hard_to_tell_apart(nodes: list[dict[str, Any]]) -> None:
    """Nodes alike, nested and repeated, some of which only their neighbours tell apart."""
    document = {"@context": CONTEXTS, "type": ["VerifiableCredential"], "credentialSubject": nodes}
    assert outcome(canonize_alike, document) == outcome(canonize, document)


def test_varied_certificates() -> None:
    """Approvals, licenses, names and papers that vary; every form is filled in more than once."""
    found = [build_credential(facts) for facts in varied().values()] * 2
    assert len(found) > 20
    assert [*map(canonize_alike, found)] == [*map(canonize, found)]


def test_a_fixed_text_that_looks_like_a_mark() -> None:
    """What a course says is never taken for a place to fill in."""
    document = copy.deepcopy(CREDENTIAL)
    achievement = document["credentialSubject"]["achievement"]
    achievement |= {"criteria": {"narrative": "urn:x-mark:0"}, "humanCode": "urn:x-mark:1"}
    assert canonize_alike(document) == canonize(document)
