"""What must never reach a site: keys, the exam's answers, an author's notes, the machine's paths.

Two ways to look. Every file of the committed course's site is opened and searched. And a small
course is built twice, with other secrets: not one byte of its site may differ.
"""

import gzip
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typst

from coursekit.certificates import create_key
from coursekit.content import Course
from coursekit.site.download import ADDRESS as COPY
from opened import opened
from small_course import change, question, write_course

pytestmark = pytest.mark.xdist_group("leaks")

ROOT = Path(__file__).resolve().parents[2]
RUN = 8
"""Words in a row that are looked for: what a leak has and chance has not."""

PATTERNS = {
    "a private key in PEM": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a private key in JSON": r'"d"\s*:\s*"[\w-]{40,}"',
    "a private key as Multikey": r"\bz3u2[1-9A-HJ-NP-Za-km-z]{40,}",
    "a source map": r"sourceMappingURL=",
    "a path of the machine": "|".join(
        re.escape(str(path))
        for path in {ROOT, Path.home(), Path(sys.prefix), Path(sys.base_prefix)}
        if len(path.parts) > 1 and str(path) != "/usr"
    ),
    "a path of a person": r"(?<![\w.])/(?:home|Users)/[a-z]\w*/",
}
FILES = {
    "a source map": r"\.map$",
    "settings of the machine": r"(^|[/!])\.env[^/]*$",
    "a hidden file": r"(^|[/!])\.(?!well-known/|rels$)[^/]+",
    "a file of keys or records": r"\.(pem|key|sqlite|db)$",
    "the author's source": r"\.(md|bib|yml|yaml)$",
}
"""Kinds of files that a site has no use for, by their names."""


PRIVATE_FIELDS = ("finding", "verified", "topics")
"""Fields of the bibliography that an author writes for herself."""


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Give every ``RUN`` words in a row."""
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def secrets(course: Course) -> dict[tuple[str, ...], str]:
    """Return runs of words that only the author may know, each with what it is part of.

    What the author also says in a lesson, on the page of law or in a reference is no secret.
    """
    bank = course.settings.exam.bank
    texts = {}
    for item in course.exam.values():
        for text in (item.rationale, *(option.reason for option in item.options)):
            texts[text] = f"why an answer to {item.id} is right or wrong"
    for key, work in course.references.items():
        for field in PRIVATE_FIELDS:
            texts[work.fields.get(field, "")] = f"the author's note `{field}` on {key}"
    for code, reason in course.settings.checks_left_out.items():
        texts[reason] = f"why the check {code} is left out"
    for file in (course.root / "course.yml", *(course.root / "docs").glob("*.yml")):
        for comment in re.findall(r"^\s*#(.*)$", file.read_text(encoding="utf-8"), re.MULTILINE):
            texts[comment] = f"a comment in {file.name}"
    said = [
        *(work.body for path, work in course.documents.items() if not path.is_relative_to(bank)),
        *(entry.statement for entry in course.law),
        *(item.stem for item in course.exam.values()),
        *(
            text
            for work in course.references.values()
            for name, text in work.printable_fields.items()
            if name not in PRIVATE_FIELDS
        ),
    ]
    public = {run for text in said for run in runs(text)}
    return {run: what for text, what in texts.items() for run in runs(text) if run not in public}


def found_in(folder: Path, known: dict[tuple[str, ...], str]) -> list[str]:
    """Return what is in the site at ``folder`` and must not be: the file, and what it is."""
    found = set()
    for name, text in opened(folder):
        found |= {f"{name}: {what}" for what, form in FILES.items() if re.search(form, name)}
        found |= {f"{name}: {what}" for what, form in PATTERNS.items() if re.search(form, text)}
        found |= {f"{name}: {known[run]}" for run in runs(text) if run in known}
    return sorted(found)


@pytest.fixture(scope="module")
def known(course: Course) -> dict[tuple[str, ...], str]:
    """The secrets of the committed course."""
    return secrets(course)


def test_nothing_secret_is_in_the_site(site: Path, course: Course, known: dict):
    """Every file, those in zips, Word files, the deck and the book among them."""
    for kind, least in {
        "why an answer": 5 * len(course.exam),
        "the author's note": 1000,
        "why the check": 1,
        "a comment": 50,
    }.items():
        assert sum(what.startswith(kind) for what in known.values()) >= least, kind
    names = {name for name, _ in opened(site)}
    for form in (".docx!word/document.xml", ".apkg!collection.anki2", ".pdf", f"{COPY}!", ".gz!"):
        assert any(form in name for name in names), form
    assert found_in(site, known) == []


def _text(name: str) -> Callable[[Path, str], str]:
    def plant(site: Path, secret: str) -> str:
        (site / name).write_text(secret, encoding="utf-8")
        return name

    return plant


def _escaped(site: Path, secret: str) -> str:
    text = "".join(f"\\u{ord(letter):04x}" if letter == " " else letter for letter in secret)
    (site / "search.json").write_text(f'{{"text": "{text}"}}', encoding="utf-8")
    return "search.json"


def _marked_up(site: Path, secret: str) -> str:
    first, _, rest = secret.partition(" ")
    (site / "page.html").write_text(f"<p>{first} <em>{rest}</em></p>", encoding="utf-8")
    return "page.html"


def _zipped(site: Path, secret: str) -> str:
    with zipfile.ZipFile(site / "inner.zip", "w") as archive:
        archive.writestr("word/document.xml", f"<w:t>{secret}</w:t>")
    with zipfile.ZipFile(site / "copy.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(site / "inner.zip", "tool.docx")
    (site / "inner.zip").unlink()
    return "copy.zip!tool.docx!word/document.xml"


def _gzipped(site: Path, secret: str) -> str:
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(secret.encode()))
    return "sitemap.xml.gz!content"


def _in_a_deck(site: Path, secret: str) -> str:
    with sqlite3.connect(site / "collection") as database:
        database.execute("create table notes (flds text)")
        database.execute("insert into notes values (?)", (secret,))
    database.close()
    with zipfile.ZipFile(site / "deck.apkg", "w") as archive:
        archive.write(site / "collection", "collection.anki2")
    (site / "collection").unlink()
    return "deck.apkg!collection.anki2"


def _in_a_book(site: Path, secret: str) -> str:

    (site / "book.pdf").write_bytes(typst.compile(secret.encode(), format="pdf"))
    return "book.pdf"


PLACES: dict[str, Callable[[Path, str], str]] = {
    "page": _text("page.html"),
    "page with marks": _marked_up,
    "script": _text("main.js"),
    "search index": _escaped,
    "file in a file": _zipped,
    "packed file": _gzipped,
    "deck": _in_a_deck,
    "book": _in_a_book,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["why an answer", "the author's note", "why the check"])
def test_a_planted_text_is_found(kind: str, place: str, known: dict, tmp_path: Path):
    """Wherever it is put: the search can fail."""
    run = next(run for run, what in known.items() if what.startswith(kind))
    name = PLACES[place](tmp_path, " ".join(run))
    assert [item for item in found_in(tmp_path, known) if known[run] in item] == [
        f"{name}: {known[run]}"
    ]


PLANTED = {
    "a private key in PEM": ("keys.txt", create_key().pem().decode()),
    "a private key in JSON": ("keys.json", '{"kty":"EC","d":"' + "x" * 43 + '"}'),
    "a private key as Multikey": ("did.json", '{"secretKeyMultibase": "z3u2' + "e" * 44 + '"}'),
    "a source map": ("main.js", "//# sourceMappingURL=main.js.map"),
    "a path of the machine": ("page.html", f"<p>{ROOT}/docs/index.md</p>"),
    "a path of a person": ("page.html", "<p>file:///home/ann/course/docs/index.md</p>"),
    "settings of the machine": (".env", "TOKEN=1"),
    "a hidden file": (".git/config", "[core]"),
    "a file of keys or records": ("private/signing.pem", ""),
    "the author's source": ("assets/references.bib", ""),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_file_is_found(what: str, tmp_path: Path):
    """Each kind of secret that no course's text names."""
    name, text = PLANTED[what]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert f"{name}: {what}" in found_in(tmp_path, {})
    assert set(PLANTED) == {*PATTERNS, *FILES}


# --- a small course, built with other secrets ---------------------------------------------------

MKDOCS = """\
site_name: x
theme: {name: material, font: false}
plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}
validation: {omitted_files: ignore}
exclude_docs: |
  references.bib
draft_docs: |
  drafts/
"""
TOOL = """\
---
title: A form
summary: To be filled in.
---

# A form

/// sheet | A form to fill in
Name: ____
///
"""
HOME = """\
# Home

<!-- course:download -->

<!-- course:book -->

<!-- course:offline -->

<!-- course:review -->

<!-- course:deck -->
"""
NOTES = """\
  finding = {{Something that only the author says, {0}.}}, verified = {{seen in {0}}},
  topics = {{{0}}}, doi_status = {{found}}
"""


def course_with(root: Path, word: str, key: str) -> Path:
    """Write a course that knows secrets: ``word`` in each, and ``key`` as the exam's answers."""
    write_course(root)
    exam = "".join(
        question(f"one-x{n}", key, ("one-do", "one-say")[n % 2]).replace("eason", f"eason {word}")
        for n in range(1, 6)
    )
    exam = exam.replace("Rationale of", f"Rationale {word} of")
    for name, text in {
        "mkdocs.yml": MKDOCS,
        "quizzes/exam/one.md": exam,
        "docs/index.md": HOME,
        "docs/exam.md": "# Exam\n\n<!-- course:exam -->\n",
        "docs/references.md": "# References\n\n<!-- course:references -->\n",
        "docs/tools/form.md": TOOL,
        "docs/drafts/later.md": f"# A draft\n\nNot yet: {word}.\n",
        "docs/.env": f"TOKEN={word}\n",
        "docs/.notes.md": f"Private: {word}.\n",
        ".env": f"TOKEN={word}\n",
        "private/registry.sqlite": word,
        "private/signing-key.pem": word,
        "quizzes/practice/unlisted.md": f"# Questions in the making\n\n{word}\n",
        "modules/unlisted.md": f"# A module in the making\n\n{word}\n",
        "changes/+x.authors.md": f"Something about {word}.\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    ignored = f"<!-- check: ignore S107 {word} -->"
    change(root, "modules/one.md", "## First section", f"{ignored}\n## First section")
    change(root, "docs/references.bib", "doi_status = {found}\n", NOTES.format(word))
    change(
        root, "course.yml", "\nauthors:", f"\n# {word}\nchecks_left_out: {{E402: {word}}}\nauthors:"
    )
    return root


def files_of(site: Path) -> dict[str, bytes]:
    """Return every file of the site by its name."""
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def built(
    root: Path, build: Callable[[Path, Path], subprocess.CompletedProcess]
) -> dict[str, bytes]:
    """Build the course at ``root`` and return its site's files."""
    site = root.parent / f"{root.name}-site"
    done = build(root, site)
    assert done.returncode == 0, done.stderr
    return files_of(site)


@pytest.fixture(scope="module")
def first(tmp_path_factory, build_site) -> dict[str, bytes]:
    """The site of the small course with one set of secrets."""
    return built(
        course_with(tmp_path_factory.mktemp("first") / "course", "marzipan", "a"), build_site
    )


def test_other_secrets_give_the_same_site(first: dict[str, bytes], tmp_path: Path, build_site):
    """Key, reasons, notes, drafts and private files leave no trace in any file, to the byte."""
    second = built(course_with(tmp_path / "elsewhere/course", "quince", "b"), build_site)
    assert sorted(first) == sorted(second)
    assert {"downloads/course-book.pdf", COPY, "downloads/review.apkg", "tools/form.docx"} <= set(
        first
    )
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("quizzes/exam/one.md", "What do you do about one-x1?", "What do you do about one-x1 now?"),
        ("quizzes/practice/one.md", "Reason a of one-p1", "Another reason a of one-p1"),
        ("docs/references.bib", "A thing that is known", "Another thing that is known"),
    ],
)
def test_what_is_public_changes_it(name, old, new, first: dict[str, bytes], tmp_path, build_site):
    """So the comparison sees a change: what learners may read is in the site."""
    root = course_with(tmp_path / "course", "marzipan", "a")
    change(root, name, old, new)
    assert built(root, build_site) != first
