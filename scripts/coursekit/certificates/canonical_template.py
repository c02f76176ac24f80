"""Canonical N-Quads of documents of one form, worked out once and then filled in.

Certificates of a course differ in a few texts and addresses. PyLD works out what they mean as RDF
for the first of them; for the next ones those are put into its quads, and the unnamed nodes are
numbered again as RDF Dataset Canonicalization 1.0 (section 4.4) says. Where it would have to go
beyond a node's own quads to tell two nodes apart, or anything else is out of the ordinary, PyLD
does the whole.
"""

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyld.nquads import escape

Document = dict[str, Any]
Canonize = Callable[[Document], bytes]

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

MOST_FORMS = 64

_MARK = "urn:x-place:"
"""What stands for a text or an address in the quads of a form."""

_PLACE = re.compile(rf"(?P<open>[<\"]){_MARK}(?P<number>[0-9]+)\.(?=[>\"])")
_ADDRESS = re.compile(r"(?:https?://|did:|urn:uuid:)[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+")
_UNNAMED = re.compile(r"(?<![^ ])_:[A-Za-z0-9]+(?= )")


class _OutOfTheOrdinaryError(Exception):
    """PyLD has to do this one."""


@dataclass(frozen=True)
class _Form:
    """The quads of a form: alternating fixed parts and places, and the unnamed nodes in each."""

    quads: tuple[tuple[str, ...], ...]


class Templates:
    """Canonizes documents, and keeps the forms that it has met."""

    def __init__(self, canonize: Canonize):
        self._canonize = canonize
        self._forms: OrderedDict[str, list[str] | None] = OrderedDict()

    def __call__(self, document: Document) -> bytes:
        """Return ``document`` as canonical N-Quads; errors are those of PyLD."""
        values: list[str] = []
        form = json.dumps(_emptied(document, values), sort_keys=True)
        if form not in self._forms:
            return self._learn(form, document, values)
        self._forms.move_to_end(form)
        quads = self._forms[form]
        try:
            return _filled(quads, values) if quads else self._canonize(document)
        except _OutOfTheOrdinaryError:
            return self._canonize(document)

    def _learn(self, form: str, document: Document, values: list[str]) -> bytes:
        """Keep the form of ``document`` if filling it in gives what PyLD gives."""
        whole = self._canonize(document)
        marked = [f"{_MARK}{number}." for number in range(len(values))]
        template = _refilled(document, iter(marked))
        quads: list[str] | None = self._canonize(template).decode().splitlines(keepends=True)
        try:
            if _filled(quads, values) != whole:
                quads = None
        except _OutOfTheOrdinaryError:
            pass
        self._forms[form] = quads
        if len(self._forms) > MOST_FORMS:
            self._forms.popitem(last=False)
        return whole


def _is_variable(name: str | None, value: Any) -> bool:
    return name in VARIABLE and isinstance(value, str)


def _emptied(node: Any, values: list[str], name: str | None = None) -> Any:
    """Return ``node`` with variable texts taken out and put at the end of ``values``."""
    if isinstance(node, dict):
        return {key: _emptied(value, values, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_emptied(value, values, name) for value in node]
    if _is_variable(name, node):
        values.append(node)
        return True
    return [node]


def _refilled(node: Any, values: Any, name: str | None = None) -> Any:
    """Return ``node`` with variable texts replaced, in the order in which they are taken out."""
    if isinstance(node, dict):
        return {key: _refilled(value, values, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_refilled(value, values, name) for value in node]
    return next(values) if _is_variable(name, node) else node


def _filled(quads: list[str], values: list[str]) -> bytes:
    """Put ``values`` into the quads of a form and number the unnamed nodes again."""

    def value(match: re.Match[str]) -> str:
        text = values[int(match["number"])]
        if match["open"] == '"':
            return f'"{_literal(text)}'
        if not _ADDRESS.fullmatch(text):
            raise _OutOfTheOrdinaryError
        return f"<{text}"

    return _renumbered({_PLACE.sub(value, quad) for quad in quads})


def _literal(text: str) -> str:
    if any(character < " " for character in text):
        raise _OutOfTheOrdinaryError
    return escape(text)


def _renumbered(quads: set[str]) -> bytes:
    """Give the unnamed nodes their canonical numbers, by the hash of the quads each stands in."""
