"""JSON-LD to canonical N-Quads, offline, refusing whatever a signature would silently leave out."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from pyld import jsonld

from coursekit.certificates.errors import CredentialError

_FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.json",
}
_RELATIVE = "https://relative.invalid/"
"""The base that relative names are resolved against, to be recognised by afterwards."""

_MOST_UNNAMED = 80
"""Objects without an id; telling many alike apart takes exponential time, ours have about 25."""


@cache
def _context(url: str) -> dict[str, Any]:
    folder = files("coursekit.certificates") / "contexts"
    return json.loads((folder / _FILES[url]).read_text(encoding="utf-8"))


def _load(url: str, options: Any) -> dict[str, Any]:
    """Give PyLD a bundled context; nothing is ever fetched."""
    del options
    # "static" lets PyLD keep what it has worked out about the context (measured: 1.7 times faster).
    document = _context(url)
    return {"documentUrl": url, "contextUrl": None, "document": document, "tag": "static"}


def canonize(document: dict[str, Any]) -> bytes:
    """Return ``document`` as canonical N-Quads (RDF Dataset Canonicalization 1.0).

    Raises:
        CredentialError: a term that no bundled context defines, or an identifier that is not
            absolute; RDF has no place for either, so a signature would not cover it.
    """
    _refuse_foreign(document)
    dropped: list[str] = []
    options = {"documentLoader": _load, "base": _RELATIVE}
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=dropped.append)
        _refuse_relative(expanded)
        if not dropped:
            return jsonld.normalize(
                expanded,
                {**options, "algorithm": "URDNA2015", "format": "application/n-quads"},
            ).encode()
    except (jsonld.JsonLdError, RecursionError) as error:
        first_line = str(error).splitlines()[0]
        raise CredentialError(f"not valid JSON-LD: {first_line[:200]}") from None
    terms = ", ".join(sorted(set(map(str, dropped))))
    raise CredentialError(f"no context defines {terms}; a signature would not cover it")


def _refuse_relative(node: Any) -> None:
    """Refuse types and ids that expansion left relative, such as a type nobody defined."""
    if isinstance(node, list):
        for item in node:
            _refuse_relative(item)
    elif isinstance(node, dict) and "@value" not in node:
        types = node.get("@type", [])
        for name in [node.get("@id", ""), *(types if isinstance(types, list) else [types])]:
            if name.startswith(_RELATIVE):
                name = name.removeprefix(_RELATIVE)
                raise CredentialError(
                    f"no context defines {name!r}; a signature would not cover it"
                )
        for value in node.values():
            _refuse_relative(value)


def _refuse_foreign(document: Any) -> None:
    """Refuse unknown contexts, and graphs made to keep a verifier busy.

    Those are named blank nodes, or very many unnamed ones. A context written into the credential
    itself could give every term another meaning.
    """
    stack, unnamed = [document], 0
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack += node.values()
            unnamed += "id" not in node
            contexts = node.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if not isinstance(context, str) or context not in _FILES:
                    raise CredentialError(f"the context {str(context)[:100]!r} is not known here")
        elif isinstance(node, list):
            stack += node
        elif isinstance(node, str) and node.startswith("_:"):
            raise CredentialError(f"{node[:40]!r} names a blank node, which no certificate does")
    if unnamed > _MOST_UNNAMED:
        raise CredentialError(f"{unnamed} objects without an id are too many for a certificate")
