"""``docs/glossary.md``: terms as a definition list, each with its id."""

import re
from dataclasses import dataclass

from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.markdown_source import MarkdownSource

_TERM = re.compile(
    r"^(?P<term>\S[^\n{]*?)[ ]*(?:\{#(?P<id>[a-z0-9][a-z0-9-]{0,39})(?P<common>[ ]+\.common)?\})?"
    r"[ ]*\n"
    r"(?P<definition>:[ ]+.*(?:\n(?:[ ]{4}.*|[ ]*(?=\n[ ]{4})))*)",
    re.MULTILINE,
)
_ABBREVIATED = re.compile(r"[ ]*\(([A-Z]{2,6})\)$")


@dataclass(frozen=True)
class Term:
    """One term of the glossary.

    Attributes:
        id: the author's id.
        term: as the author wrote it, such as *Consensual non-monogamy (CNM)*.
        definition: Markdown.
        line: where it stands.
        common: whether the word also has its everyday sense, so that pages do not link it.
    """

    id: str
    term: str
    definition: str
    line: int
    common: bool = False

    @property
    def full(self) -> str:
        """The term without the abbreviation in brackets behind it."""
        return _ABBREVIATED.sub("", self.term)

    @property
    def abbreviation(self) -> str | None:
        """The abbreviation in brackets behind the term, if there is one."""
        match = _ABBREVIATED.search(self.term)
        return match and match[1]

    @property
    def hash(self) -> str:
        """The term and what it means."""
        return fingerprint(self.term, self.definition)


def read_glossary(source: MarkdownSource | None, findings: list[Finding]) -> list[Term]:
    """Read the terms in order; a term without an id is a finding and left out."""
    if source is None:
        return []
    terms = []
    for match in _TERM.finditer(source.prose):
        line = source.line_at(match.start())
        if match["id"] is None:
            text = f"the term {match['term']!r} has no id; write it as `{match['term']} {{#an-id}}`"
            findings.append(Finding(source.path, line, "R103", text))
            continue
        start, end = match.span("definition")
        definition = source.body[start:end].removeprefix(":").strip()
        common = match["common"] is not None
        terms.append(Term(match["id"], match["term"], definition, line, common))
    return terms
