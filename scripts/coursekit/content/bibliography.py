"""``docs/references.bib``: the works the course may cite, and how surely each is known."""

import logging
from dataclasses import dataclass
from pathlib import Path

import bibtexparser
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint


@dataclass(frozen=True)
class Reference:
    """One entry of the bibliography; ``fields`` hold BibTeX text as the author wrote it."""

    key: str
    kind: str
    fields: dict[str, str]
    line: int

    @property
    def hash(self) -> str:
        """Its kind and fields."""
        return fingerprint(self.kind, *(f"{name}={value}" for name, value in self.fields.items()))

    @property
    def printable_fields(self) -> dict[str, str]:
        """The fields to print: all but a DOI that nobody has seen resolve (``doi_status``)."""
        hidden = {"doi"} if self.fields.get("doi_status") != "found" else set()
        return {name: value for name, value in self.fields.items() if name not in hidden}


def read_bibliography(root: Path, path: Path, findings: list[Finding]) -> dict[str, Reference]:
    """Read the BibTeX file at ``path`` below ``root``; a course without one cites nothing.

    Text that is not BibTeX, and a key or field that stands twice, are findings.
    """
    if not (root / path).exists():
        return {}
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    library = bibtexparser.parse_string(text)
    for block in library.failed_blocks:
        reason = "not valid BibTeX; look for a missing brace or comma"
        if isinstance(block, DuplicateBlockKeyBlock):
            reason = f"the key `{block.key}` stands twice; keep one entry"
        elif isinstance(block, DuplicateFieldKeyBlock):
            reason = f"a field stands twice: {', '.join(sorted(block.duplicate_keys))}"
        findings.append(Finding(path, block.start_line + 1, "R107", reason))
    return {
        entry.key: Reference(
            entry.key,
            entry.entry_type,
            {field.key.lower(): str(field.value) for field in entry.fields},
            entry.start_line + 1,
        )
        for entry in library.entries
    }
