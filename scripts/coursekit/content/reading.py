"""Reads a course's files into a `Course`, and says what cannot be read."""

from collections.abc import Iterator
from pathlib import Path

from coursekit.content.bibliography import read_bibliography
from coursekit.content.block_tree import read_blocks
from coursekit.content.citations import find_citations
from coursekit.content.course import (
    BIBLIOGRAPHY,
    CONTENT_FOLDERS,
    COURSE_FILE,
    COVERAGE_FILE,
    EVALUATION_FILE,
    GLOSSARY,
    LAW_FILE,
    SCENES,
    SELF_ASSESSMENT_FILE,
    STYLE_FILE,
    Case,
    Course,
    Module,
    Scene,
    Tool,
)
from coursekit.content.data_models import Coverage, Law, Style
from coursekit.content.errors import ContentError, Finding
from coursekit.content.form_models import Evaluation, SelfAssessment
from coursekit.content.glossary import read_glossary
from coursekit.content.law import find_law
from coursekit.content.markdown_source import MarkdownSource, read_markdown
from coursekit.content.missing import missing_files
from coursekit.content.models import CourseSettings
from coursekit.content.page_models import (
    CaseFrontMatter,
    ModuleFrontMatter,
    SceneFrontMatter,
    ToolFrontMatter,
)
from coursekit.content.parts import list_parts
from coursekit.content.questions import Question, read_questions
from coursekit.content.typed import ModelType, nearest, parse_yaml
from coursekit.content.vignettes import Decision, read_decisions
from coursekit.content.written import Box, read_boxes


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
    style = _read_optional(root, STYLE_FILE, Style, findings)
    law = _read_optional(root, LAW_FILE, Law, findings)
    coverage = _read_optional(root, COVERAGE_FILE, Coverage, findings)
    evaluation = _read_optional(root, EVALUATION_FILE, Evaluation, findings)
    self_assessment = _read_optional(root, SELF_ASSESSMENT_FILE, SelfAssessment, findings)
    if settings is None:
        return None, sorted(findings)
    reader = _Reader(root, settings, documents, findings)
    course = Course(
        root=root,
        settings=settings,
        style=style or Style(),
        modules=tuple(filter(None, map(reader.module, settings.modules))),
        cases=tuple(filter(None, map(reader.case, reader.folder("case_studies")))),
        scenes=tuple(filter(None, map(reader.scene, reader.folder(SCENES)))),
        tools=tuple(filter(None, map(reader.tool, reader.folder("docs/tools")))),
        glossary=tuple(read_glossary(documents.get(GLOSSARY), findings)),
        law=law.entries if law else (),
        promises=coverage.promises if coverage else (),
        evaluation=evaluation,
        self_assessment=self_assessment,
        references=references,
        documents=documents,
    )
    findings.extend(missing_files(root, COURSE_FILE, settings))
    findings.extend(_unknown_citations(course))
    findings.extend(_unknown_law(course))
    findings.extend(_repeated_ids(course))
    return course, sorted(set(findings))


def _read_optional(
    root: Path, path: Path, model: type[ModelType], findings: list[Finding]
) -> ModelType | None:
    """Read one YAML file; a course without it has None."""
    return _read_yaml(root, path, model, findings) if (root / path).exists() else None


def _read_yaml(
    root: Path, path: Path, model: type[ModelType], findings: list[Finding]
) -> ModelType | None:
    """Read one YAML file, which has to be there."""
    try:
        text = (root / path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = f"there is no {path} in {root}; run this in the course's folder, or write it"
        findings.append(Finding(path, 1, "R105", text))
        return None
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

    def folder(self, name: str | Path) -> list[MarkdownSource]:
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
        decisions, boxes = self._interactive(source)
        if front is None:
            return None
        known = [objective.id for objective in front.objectives]
        for item in (*module_questions, *practice, *exam, *decisions):
            if item.objective not in known:
                text = f"`{item.objective}` is no objective of {slug}; "
                text += nearest(item.objective, known)
                self._findings.append(Finding(item.path, item.line, "R110", text))
        return Module(slug, front, source, module_questions, practice, exam, decisions, boxes)

    def case(self, source: MarkdownSource) -> Case | None:
        """Read a case with its decision points."""
        front = self._front_matter(source, CaseFrontMatter)
        decisions, boxes = self._interactive(source)
        return front and Case(source.path.stem, front, source, decisions, boxes)

    def scene(self, source: MarkdownSource) -> Scene | None:
        """Read a scene with its decision points."""
        front = self._front_matter(source, SceneFrontMatter)
        decisions, boxes = self._interactive(source)
        return front and Scene(source.path.stem, front, source, decisions, boxes)

    def tool(self, source: MarkdownSource) -> Tool | None:
        """Read a tool."""
        front = self._front_matter(source, ToolFrontMatter)
        return front and Tool(source.path.stem, front, source)

    def _source(self, path: Path) -> MarkdownSource | None:
        return self._documents.get(path) or read_markdown(self._root, path, self._findings)

    def _questions(self, source: MarkdownSource | None) -> tuple[Question, ...]:
        return () if source is None else tuple(read_questions(source, self._findings))

    def _interactive(self, source: MarkdownSource) -> tuple[tuple[Decision, ...], tuple[Box, ...]]:
        """Read what a page asks of a learner in its blocks."""
        blocks = read_blocks(source, self._findings)
        decisions = read_decisions(source, blocks, self._findings)
        return tuple(decisions), tuple(read_boxes(source, blocks, self._findings))

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
            yield Finding(LAW_FILE, entry.line, "E401", text)


def _unknown_law(course: Course) -> Iterator[Finding]:
    """Note entries of law that are named and do not exist."""
    known = [entry.id for entry in course.law]
    for path, source in course.documents.items():
        for name, line in find_law(source):
            if name not in known:
                text = f"{LAW_FILE.as_posix()} has no entry `{name}`; {nearest(name, known)}"
                yield Finding(path, line, "E409", text)


_IDS_OF_OTHERS = ("approval", "option", "reference")
"""Parts whose ids somebody else gives, or that follow from another part's."""


def _repeated_ids(course: Course) -> Iterator[Finding]:
    """Note ids that stand twice in the course, or that were retired."""
    seen = dict.fromkeys(course.settings.retired_ids, "is in `retired_ids`")
    for part in list_parts(course):
        if part.kind in _IDS_OF_OTHERS:
            continue
        if part.id in seen:
            text = f"the id `{part.id}` {seen[part.id]}; an id is used once and never again"
            yield Finding(part.path, part.line, "R111", text)
        seen.setdefault(part.id, f"stands in {part.path.as_posix()}:{part.line} already")
