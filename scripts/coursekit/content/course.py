"""The whole course as typed data: what every later station works from."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit.content.bibliography import Reference
from coursekit.content.citations import find_citations
from coursekit.content.data_models import LawEntry, Promise, Style
from coursekit.content.fingerprint import fingerprint
from coursekit.content.form_models import Evaluation, SelfAssessment
from coursekit.content.glossary import Term
from coursekit.content.markdown_source import MarkdownSource, count_words
from coursekit.content.models import CourseSettings
from coursekit.content.page_models import (
    CaseFrontMatter,
    ModuleFrontMatter,
    Objective,
    SceneFrontMatter,
    ToolFrontMatter,
)
from coursekit.content.questions import Question
from coursekit.content.strata import Stratum, strata
from coursekit.content.vignettes import Decision
from coursekit.content.written import Box

COURSE_FILE = Path("course.yml")
STYLE_FILE = Path("style.yml")
BIBLIOGRAPHY = Path("docs/references.bib")
LAW_FILE = Path("docs/law.yml")
LAW_PAGE = Path("docs/law.md")
COVERAGE_FILE = Path("docs/coverage.yml")
EVALUATION_FILE = Path("docs/evaluation.yml")
SELF_ASSESSMENT_FILE = Path("docs/self-assessment.yml")
SCENES = Path("docs/scenes")
RELEASES = Path("releases")
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
    boxes: tuple[Box, ...]

    @property
    def title(self) -> str:
        """The module's title as the author wrote it."""
        return self.front_matter.title

    @property
    def hash(self) -> str:
        """Its title, objectives and text."""
        return fingerprint(self.front_matter.hash, self.source.body)

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
    boxes: tuple[Box, ...]

    @property
    def hash(self) -> str:
        """Its title and text."""
        return fingerprint(self.front_matter.hash, self.source.body)

    @cached_property
    def words(self) -> int:
        """The number of words taught."""
        return count_words(self.source.body)


@dataclass(frozen=True)
class Scene:
    """A short scene for whoever missed a safety question; ``slug`` is its file's name and id."""

    slug: str
    front_matter: SceneFrontMatter
    source: MarkdownSource
    decisions: tuple[Decision, ...]
    boxes: tuple[Box, ...]

    @property
    def hash(self) -> str:
        """Its title and text."""
        return fingerprint(self.front_matter.hash, self.source.body)

    @cached_property
    def words(self) -> int:
        """The number of words to read."""
        return count_words(self.source.body)


@dataclass(frozen=True)
class Tool:
    """A document to use in practice; ``slug`` is its file's name and its id."""

    slug: str
    front_matter: ToolFrontMatter
    source: MarkdownSource

    @property
    def hash(self) -> str:
        """Its title and text."""
        return fingerprint(self.front_matter.hash, self.source.body)


@dataclass(frozen=True)
class Course:
    """Everything an author wrote that could be read; ``root`` is the course folder."""

    root: Path
    settings: CourseSettings
    style: Style
    modules: tuple[Module, ...]
    cases: tuple[Case, ...]
    scenes: tuple[Scene, ...]
    tools: tuple[Tool, ...]
    glossary: tuple[Term, ...]
    law: tuple[LawEntry, ...]
    promises: tuple[Promise, ...]
    evaluation: Evaluation | None
    self_assessment: SelfAssessment | None
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
    def strata(self) -> tuple[Stratum, ...]:
        """The groups of exam questions from which an attempt is drawn."""
        return strata(self.settings.exam, self.exam.values())

    @property
    def asked(self) -> int:
        """How many questions one attempt at the exam asks."""
        return self.settings.exam.drawn or len(self.exam)

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """Decision points of modules, cases and scenes by id."""
        pages = (*self.modules, *self.cases, *self.scenes)
        return {item.id: item for page in pages for item in page.decisions}

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
