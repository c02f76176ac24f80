"""The whole course as typed data: what every later station works from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit.content.bibliography import Reference, read_bibliography
from coursekit.content.citations import find_citations
from coursekit.content.errors import ContentError, Finding
from coursekit.content.glossary import Term, read_glossary
from coursekit.content.markdown_source import MarkdownSource, count_words, read_markdown
from coursekit.content.models import (
    CaseFrontMatter,
    CourseSettings,
    Law,
    LawEntry,
    ModuleFrontMatter,
    Objective,
    Style,
    ToolFrontMatter,
)
from coursekit.content.questions import Question, read_questions
from coursekit.content.typed import ModelType, nearest, parse_yaml
from coursekit.content.vignettes import Decision, read_decisions

COURSE_FILE = Path("course.yml")
STYLE_FILE = Path("style.yml")
BIBLIOGRAPHY = Path("docs/references.bib")
LAW_FILE = Path("docs/law.yml")
GLOSSARY = Path("docs/glossary.md")
CONTENT_FOLDERS = ("docs", "modules", "quizzes", "case_studies")
"""Where an author writes Markdown, besides ``course.yml``."""


@dataclass(frozen=True)
class Module:
    """One lesson: its front matter, its text, and the questions that belong to it."""

    slug: str
    front_matter: ModuleFrontMatter
    source: MarkdownSource
    before: tuple[Question, ...]
    practice: tuple[Question, ...]
    exam: tuple[Question, ...]
    decisions: tuple[Decision, ...]

    @property
    def title(self) -> str:
        """The module's title as the author wrote it."""
        return self.front_matter.title

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the module, those of the exam last."""
        return self.before + self.practice + self.exam

    @cached_property
    def words(self) -> int:
        """The number of words taught, questions left out."""
        return count_words(self.source.body)


@dataclass(frozen=True)
class Case:
    """A longer case; ``slug`` is its file's name and its id."""

    slug: str
    front_matter: CaseFrontMatter
    source: MarkdownSource
    decisions: tuple[Decision, ...]

    @cached_property
    def words(self) -> int:
        """The number of words taught."""
        return count_words(self.source.body)


@dataclass(frozen=True)
class Tool:
    """A document to use in practice; ``slug`` is its file's name and its id."""

    slug: str
    front_matter: ToolFrontMatter
    source: MarkdownSource


@dataclass(frozen=True)
class Course:
    """Everything an author wrote that could be read; ``root`` is the course folder."""

    root: Path
    settings: CourseSettings
    style: Style
    modules: tuple[Module, ...]
    cases: tuple[Case, ...]
    tools: tuple[Tool, ...]
    glossary: tuple[Term, ...]
    law: tuple[LawEntry, ...]
    references: dict[str, Reference]
    documents: dict[Path, MarkdownSource]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Practice questions, those that come before a module among them, by id."""
        return {q.id: q for module in self.modules for q in module.before + module.practice}

    @cached_property
    def exam(self) -> dict[str, Question]:
        """Exam questions by id, in the order of the modules."""
        return {item.id: item for module in self.modules for item in module.exam}

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """Decision points of modules and cases by id."""
        return {item.id: item for unit in (*self.modules, *self.cases) for item in unit.decisions}

    @cached_property
    def objectives(self) -> dict[str, tuple[Module, Objective]]:
        """Each objective by id, with the module that teaches it."""
        return {
            objective.id: (module, objective)
            for module in self.modules
            for objective in module.front_matter.objectives
        }

    @cached_property
    def citations(self) -> dict[str, tuple[Path, ...]]:
        """Which published files cite each key, in the order of the files."""
        cited: dict[str, list[Path]] = {}
        for path, source in self.documents.items():
            if not path.is_relative_to(self.settings.exam.bank):
                for key in dict.fromkeys(item.key for item, _ in find_citations(source)):
                    cited.setdefault(key, []).append(path)
        return {key: tuple(pages) for key, pages in cited.items()}

    @cached_property
    def words(self) -> int:
        """The number of words taught in modules and required cases."""
        cases = [case for case in self.cases if case.front_matter.required]
        return sum(unit.words for unit in (*self.modules, *cases))


def load_course(root: Path) -> Course:
    """Read the course in the folder ``root``, which must be free of mistakes in reading.

    Raises:
        ContentError: with everything in the course's files that cannot be read.
    """
    course, findings = read_course(root)
    if findings or course is None:
        raise ContentError(findings)
    return course


def read_course(root: Path) -> tuple[Course | None, list[Finding]]:
    """Read as much of the course in ``root`` as can be read, and say what cannot.

    Returns:
        The course without its unreadable parts, or None when ``course.yml`` itself is unreadable;
        and what was found, in the order of files and lines.
    """
    findings: list[Finding] = []
    settings = _read_yaml(root, COURSE_FILE, CourseSettings, findings)
    references = read_bibliography(root, BIBLIOGRAPHY, findings)
    documents = dict(_read_documents(root, findings))
    style = _read_yaml(root, STYLE_FILE, Style, findings, missing=Style())
    law = _read_yaml(root, LAW_FILE, Law, findings, missing=Law(entries=()))
    if settings is None:
        return None, sorted(findings)
    reader = _Reader(root, settings, documents, findings)
    course = Course(
        root=root,
        settings=settings,
        style=style or Style(),
        modules=tuple(filter(None, map(reader.module, settings.modules))),
        cases=tuple(filter(None, map(reader.case, reader.folder("case_studies")))),
        tools=tuple(filter(None, map(reader.tool, reader.folder("docs/tools")))),
        glossary=tuple(read_glossary(documents.get(GLOSSARY), findings)),
        law=law.entries if law else (),
        references=references,
        documents=documents,
    )
    findings.extend(_unknown_citations(course))
    findings.extend(_repeated_ids(course))
    return course, sorted(set(findings))


def _read_yaml(
    root: Path,
    path: Path,
    model: type[ModelType],
    findings: list[Finding],
    missing: ModelType | None = None,
) -> ModelType | None:
    """Read one YAML file; one that is not there is ``missing``, or a finding."""
    try:
        text = (root / path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if missing is None:
            findings.append(
                Finding(
                    path,
                    1,
                    "R105",
                    f"there is no {path} in {root}; run this in the course's folder, or write it",
                )
            )
        return missing
    except UnicodeDecodeError:
        findings.append(Finding(path, 1, "R106", "not UTF-8; save the file as UTF-8"))
        return None
    return parse_yaml(model, text, path, findings)


def _read_documents(root: Path, findings: list[Finding]) -> Iterator[tuple[Path, MarkdownSource]]:
    """Read every Markdown file of the course, in a fixed order."""
    for folder in CONTENT_FOLDERS:
        for path in sorted((root / folder).rglob("*.md")):
            source = read_markdown(root, path.relative_to(root), findings)
            if source is not None:
                yield source.path, source


class _Reader:
    """Reads the parts that a course is made of; what it finds goes into one list."""

    def __init__(
        self,
        root: Path,
        settings: CourseSettings,
        documents: dict[Path, MarkdownSource],
        findings: list[Finding],
    ):
        self._root = root
        self._bank = Path(settings.exam.bank)
        self._documents = documents
        self._findings = findings

    def folder(self, name: str) -> list[MarkdownSource]:
        """Return the Markdown files right inside the folder ``name``."""
        return [source for path, source in self._documents.items() if path.parent == Path(name)]

    def module(self, slug: str) -> Module | None:
        """Read a module with its practice and exam questions; a bank may stand anywhere."""
        source = self._source(Path("modules") / f"{slug}.md")
        if source is None:
            return None
        front = self._front_matter(source, ModuleFrontMatter)
        module_questions = self._questions(source)
        practice = self._questions(self._source(Path("quizzes/practice") / f"{slug}.md"))
        exam = self._questions(self._source(self._bank / f"{slug}.md"))
        decisions = tuple(read_decisions(source, self._findings))
        if front is None:
            return None
        known = [objective.id for objective in front.objectives]
        for item in (*module_questions, *practice, *exam, *decisions):
            if item.objective not in known:
                text = f"`{item.objective}` is no objective of {slug}; "
                text += nearest(item.objective, known)
                self._findings.append(Finding(item.path, item.line, "R110", text))
        return Module(slug, front, source, module_questions, practice, exam, decisions)

    def case(self, source: MarkdownSource) -> Case | None:
        """Read a case with its decision points."""
        front = self._front_matter(source, CaseFrontMatter)
        decisions = tuple(read_decisions(source, self._findings))
        return front and Case(source.path.stem, front, source, decisions)

    def tool(self, source: MarkdownSource) -> Tool | None:
        """Read a tool."""
        front = self._front_matter(source, ToolFrontMatter)
        return front and Tool(source.path.stem, front, source)

    def _source(self, path: Path) -> MarkdownSource | None:
        return self._documents.get(path) or read_markdown(self._root, path, self._findings)

    def _questions(self, source: MarkdownSource | None) -> tuple[Question, ...]:
        return () if source is None else tuple(read_questions(source, self._findings))

    def _front_matter(self, source: MarkdownSource, model: type[ModelType]) -> ModelType | None:
        return parse_yaml(model, source.front_matter, source.path, self._findings, first_line=2)


def _unknown_citations(course: Course) -> Iterator[Finding]:
    """Note keys that the bibliography lacks."""
    for path, source in course.documents.items():
        for citation, line in find_citations(source):
            if citation.key not in course.references:
                text = f"the bibliography has no `{citation.key}`; "
                text += nearest(citation.key, list(course.references))
                yield Finding(path, line, "E401", text)
    for entry in course.law:
        if entry.source not in course.references:
            text = f"the bibliography has no `{entry.source}`, the source of `{entry.id}`; "
            text += nearest(entry.source, list(course.references))
            yield Finding(LAW_FILE, 1, "E401", text)


def _repeated_ids(course: Course) -> Iterator[Finding]:
    """Note ids that stand twice in the course, or that were retired."""
    seen = dict.fromkeys(course.settings.retired_ids, "is in `retired_ids`")
    for name, path, line in _ids(course):
        if name in seen:
            text = f"the id `{name}` {seen[name]}; an id is used once and never again"
            yield Finding(path, line, "R111", text)
        seen.setdefault(name, f"stands in {path.as_posix()}:{line} already")


def _ids(course: Course) -> Iterator[tuple[str, Path, int]]:
    """Give every author-given id with its place."""
    for module in course.modules:
        yield module.slug, module.source.path, 1
        for objective in module.front_matter.objectives:
            yield objective.id, module.source.path, 1
        for item in (*module.questions, *module.decisions):
            yield item.id, item.path, item.line
    for unit in (*course.cases, *course.tools):
        yield unit.slug, unit.source.path, 1
    for decision in (item for case in course.cases for item in case.decisions):
        yield decision.id, decision.path, decision.line
    for term in course.glossary:
        yield term.id, GLOSSARY, term.line
    for entry in course.law:
        yield entry.id, LAW_FILE, 1
