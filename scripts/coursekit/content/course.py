"""The whole course as typed data: what every later station works from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from coursekit.content.bibliography import Reference, read_bibliography
from coursekit.content.citations import find_citations
from coursekit.content.errors import ContentError, Problem
from coursekit.content.markdown_source import MarkdownSource, count_words, read_markdown
from coursekit.content.models import CourseSettings, ModuleFrontMatter, Objective
from coursekit.content.questions import Question, read_questions
from coursekit.content.typed import nearest, parse_yaml

COURSE_FILE = Path("course.yml")
BIBLIOGRAPHY = Path("docs/references.bib")
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

    @property
    def title(self) -> str:
        """The module's title as the author wrote it."""
        return self.front_matter.title

    @cached_property
    def words(self) -> int:
        """The number of words taught, questions left out."""
        return count_words(self.source.body)


@dataclass(frozen=True)
class Course:
    """Everything an author wrote, checked for being whole; ``root`` is the course folder."""

    root: Path
    settings: CourseSettings
    modules: tuple[Module, ...]
    references: dict[str, Reference]
    citations: dict[str, tuple[Path, ...]]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Practice questions, those that come before a module among them, by id."""
        return {
            item.id: item for module in self.modules for item in module.before + module.practice
        }

    @cached_property
    def exam(self) -> dict[str, Question]:
        """Exam questions by id, in the order of the modules."""
        return {item.id: item for module in self.modules for item in module.exam}

    @cached_property
    def objectives(self) -> dict[str, tuple[Module, Objective]]:
        """Each objective by id, with the module that teaches it."""
        return {
            objective.id: (module, objective)
            for module in self.modules
            for objective in module.front_matter.objectives
        }

    @cached_property
    def words(self) -> int:
        """The number of words taught in the whole course."""
        return sum(module.words for module in self.modules)


def load_course(root: Path) -> Course:
    """Read the course in the folder ``root``.

    Raises:
        ContentError: with everything that is wrong in the course's files.
    """
    problems = _Problems()
    settings = problems.catch(lambda: _read_settings(root))
    references = problems.catch(lambda: read_bibliography(root, BIBLIOGRAPHY)) or {}
    if settings is None:
        raise ContentError(problems)
    bank = Path(settings.exam.bank)
    modules = [
        problems.catch(lambda s=slug: _read_module(root, s, bank)) for slug in settings.modules
    ]
    found = tuple(module for module in modules if module is not None)
    citations = _check_citations(root, bank, references, problems)
    _check_ids(settings, found, problems)
    if not problems:
        _check_hours(settings, found, problems)
    if problems:
        raise ContentError(problems)
    return Course(root, settings, found, references, citations)


Result = TypeVar("Result")


class _Problems(list[Problem]):
    """Problems gathered from readers that each stop at their own first trouble."""

    def catch(self, read: Callable[[], Result]) -> Result | None:
        """Return what ``read`` returns, or note what it raises and return None."""
        try:
            return read()
        except ContentError as error:
            self.extend(error.problems)
            return None


def _read_settings(root: Path) -> CourseSettings:
    try:
        text = (root / COURSE_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(COURSE_FILE, 1, f"no such file in {root}; write it")]) from None
    return parse_yaml(CourseSettings, text, COURSE_FILE)[0]


def _read_module(root: Path, slug: str, bank: Path) -> Module:
    """Read a module with its practice and exam questions; a bank may stand outside ``root``."""
    problems = _Problems()
    source = read_markdown(root, Path("modules") / f"{slug}.md")
    front = problems.catch(
        lambda: parse_yaml(ModuleFrontMatter, source.front_matter, source.path, first_line=2)[0]
    )
    before = problems.catch(lambda: read_questions(source))
    practice = problems.catch(
        lambda: read_questions(read_markdown(root, Path("quizzes/practice") / f"{slug}.md"))
    )
    exam = problems.catch(lambda: read_questions(read_markdown(root, bank / f"{slug}.md")))
    if front is None or before is None or practice is None or exam is None:
        raise ContentError(problems)
    known = [objective.id for objective in front.objectives]
    for question in [*before, *practice, *exam]:
        if question.objective not in known:
            text = f"`{question.objective}` is no objective of {slug}; " + nearest(
                question.objective, known
            )
            problems.append(Problem(question.path, question.line, text))
    if problems:
        raise ContentError(problems)
    return Module(slug, front, source, tuple(before), tuple(practice), tuple(exam))


def _check_citations(
    root: Path, bank: Path, references: dict[str, Reference], problems: list[Problem]
) -> dict[str, tuple[Path, ...]]:
    """Return which published files cite each key; note keys that the bibliography lacks."""
    cited: dict[str, list[Path]] = {}
    for path in markdown_files(root):
        for citation, line in find_citations(read_markdown(root, path)):
            if citation.key not in references:
                text = f"the bibliography has no `{citation.key}`; " + nearest(
                    citation.key, list(references)
                )
                problems.append(Problem(path, line, text))
            elif not path.is_relative_to(bank):
                pages = cited.setdefault(citation.key, [])
                if path not in pages:
                    pages.append(path)
    return {key: tuple(pages) for key, pages in cited.items()}


def markdown_files(root: Path) -> Iterator[Path]:
    """Give every Markdown file of the course, relative to ``root``, in a fixed order."""
    for folder in CONTENT_FOLDERS:
        for path in sorted((root / folder).rglob("*.md")):
            yield path.relative_to(root)


def _check_ids(
    settings: CourseSettings, modules: Iterable[Module], problems: list[Problem]
) -> None:
    """Note ids that stand twice in the course, or that were retired."""
    seen: dict[str, str] = dict.fromkeys(settings.retired_ids, "is in `retired_ids`")
    for module in modules:
        places = [(item.id, module.source.path, 1) for item in module.front_matter.objectives]
        questions = module.before + module.practice + module.exam
        places += [(item.id, item.path, item.line) for item in questions]
        for name, path, line in places:
            if name in seen:
                text = f"the id `{name}` {seen[name]}; an id is used once and never again"
                problems.append(Problem(path, line, text))
            seen.setdefault(name, f"stands in {path.as_posix()}:{line} already")


def _check_hours(
    settings: CourseSettings, modules: Iterable[Module], problems: list[Problem]
) -> None:
    """Note contact hours that the number of words does not support."""
    words = sum(module.words for module in modules)
    supported = words / settings.credit.words_per_hour
    if settings.credit.contact_hours > supported:
        text = (
            f"`credit.contact_hours` is {settings.credit.contact_hours}, but {words} words at "
            f"{settings.credit.words_per_hour} an hour support {supported:.2f}; declare less"
        )
        problems.append(Problem(COURSE_FILE, 1, text))
