"""Canonical N-Quads of what is signed, worked out once a form and then filled in.

The certificates of a course differ in a few texts and addresses. PyLD takes 8 ms to work out what
one of them means as RDF, as long as all the rest of a certificate. Here it does so once for
a document with marks in place of those texts; for each certificate the marks are replaced and the
unnamed nodes are numbered again, as RDF Dataset Canonicalization 1.0 (section 4.4) says. Where that
would have to look beyond a node's own quads to tell two nodes apart, PyLD does the whole.

Only signing takes this way. Verifying asks PyLD itself, and so judges what was signed.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyld.nquads import escape

from coursekit.certificates.jsonld import canonize

VARIABLE = frozenset(
    {
        "activityEndDate",
        "awardedDate",
        "created",
        "description",
        "email",
        "encodedList",
        "id",
        "identityHash",
        "name",
        "official",
        "statusListCredential",
        "statusListIndex",
        "streetAddress",
        "url",
        "validFrom",
        "validUntil",
        "value",
        "verificationMethod",
    }
)
"""Members whose texts may differ; whatever else differs makes another form."""

_MARK = "urn:x-mark:"
_QUAD = re.compile(r"(_:\S+|<[^>]*>) (<[^>]*>) (_:\S+|<[^>]*>|\".*\")(\^\^<[^>]*>|@\S+)? \.\n")
_ADDRESS = re.compile(r"(?:https?://|did:|urn:uuid:)[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+")

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, and the type of an object that is a text."""


@dataclass(frozen=True)
class _Template:
    """The quads of a form; marks stand for texts, and for the addresses with these numbers.

    Attributes:
        fixed: the lines without a mark, and without an unnamed node.
        quads: the others.
        nodes: by the name of an unnamed node, the numbers of its ``quads``.
        addresses: the numbers of the marks that stand for addresses.
    """

    fixed: tuple[str, ...]
    quads: tuple[Quad, ...]
    nodes: dict[str, tuple[int, ...]]
    addresses: tuple[int, ...]


def canonize_alike(document: dict[str, Any]) -> bytes:
    """Return ``document`` as canonical N-Quads, like `canonize`, and as fast as forms repeat.

    Raises:
        CredentialError: what `canonize` refuses.
    """
    values: list[str] = []
    form = json.dumps(_marked(document, values))
    fixed_text_looks_like_a_mark = form.count(_MARK) != len(values)
    if fixed_text_looks_like_a_mark or any(value.startswith("_:") for value in values):
        return canonize(document)
    template = _template(form)
    if not all(_ADDRESS.fullmatch(values[number]) for number in template.addresses):
        return canonize(document)
    terms = {_text(f"{_MARK}{n}"): _text(escape(value)) for n, value in enumerate(values)}
    terms |= {_address(f"{_MARK}{n}"): _address(values[n]) for n in template.addresses}
    quads = [
        (terms.get(subject, subject), predicate, terms.get(thing, thing), kind)
        for subject, predicate, thing, kind in template.quads
    ]
    numbers = _numbers(quads, template.nodes)
    if numbers is None:
        return canonize(document)
    return "".join(sorted({*template.fixed, *_lines(quads, numbers)})).encode()


@lru_cache(maxsize=64)
def _template(form: str) -> _Template:
    """Let PyLD work out a form."""
    lines = [f"{line}\n" for line in canonize(json.loads(form)).decode().split("\n")[:-1]]
    fixed, quads, nodes = [], [], defaultdict(list)
    for line in lines:
        quad = subject, _, thing, _ = _QUAD.fullmatch(line).groups(default="")
        names = {name for name in (subject, thing) if name.startswith("_:")}
        if not names and _MARK not in line:
            fixed.append(line)
            continue
        for name in names:
            nodes[name].append(len(quads))
        quads.append(quad)
    start = f"<{_MARK}"
    things = {thing for quad in quads for thing in (quad[0], quad[2])}
    addresses = [int(thing[len(start) : -1]) for thing in things if thing.startswith(start)]
    numbers = {name: tuple(theirs) for name, theirs in nodes.items()}
    return _Template(tuple(fixed), tuple(quads), numbers, tuple(sorted(addresses)))


def _marked(node: Any, values: list[str], name: str | None = None) -> Any:
    """Return ``node`` with marks for variable texts, which are put at the end of ``values``."""
    if isinstance(node, dict):
        return {key: _marked(value, values, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_marked(value, values, name) for value in node]
    if name not in VARIABLE or not isinstance(node, str):
        return node
    values.append(node)
    return f"{_MARK}{len(values) - 1}"


def _numbers(quads: list[Quad], nodes: dict[str, tuple[int, ...]]) -> dict[str, str] | None:
    """Return the canonical names of the unnamed nodes, or None when two have the same quads."""
    hashes = {}
    alike = dict.fromkeys(nodes, "_:z")
    for name, theirs in nodes.items():
        lines = _lines({quads[number] for number in theirs}, alike | {name: "_:a"})
        hashes[hashlib.sha256("".join(sorted(lines)).encode()).digest()] = name
    if len(hashes) < len(nodes):
        return None
    return {hashes[value]: f"_:c14n{number}" for number, value in enumerate(sorted(hashes))}


def _lines(quads: Iterable[Quad], names: dict[str, str]) -> list[str]:
    """Return ``quads`` as lines, with other ``names`` for the unnamed nodes."""
    return [
        f"{names.get(subject, subject)} {predicate} {names.get(thing, thing)}{kind} .\n"
        for subject, predicate, thing, kind in quads
    ]


def _text(value: str) -> str:
    return f'"{value}"'


def _address(value: str) -> str:
    return f"<{value}>"
