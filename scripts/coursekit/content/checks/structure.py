"""Rules about the parts of a course: objectives, rationales, headings, files left lying about."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import shorten

from coursekit.content.blocks import BLOCKS
from coursekit.content.checks import links  # noqa: F401 - registers its rules with these
from coursekit.content.checks.markup import every_source, find_headings, words
from coursekit.content.checks.rules import rule
from coursekit.content.course import COURSE_FILE, SCENES, Course
from coursekit.content.diagrams import find_problems
from coursekit.content.errors import Finding
from coursekit.content.maps import find_maps
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.typed import nearest

_FIRST_WORD = re.compile(r"\W*([\w-]+)")
_BLOCK = re.compile(r"\n[ \t]*/{3,}[ \t]*(?P<name>[\w-]+)")
_OPENING = "[(.:>*_|-"
_NOTE = re.compile(r"[ ]*[:(–—-]?[ ]*(?P<note>\w.*?)(?=[\])\"]|[ ]*(?:\{#|-->|$))", re.MULTILINE)
_LONGEST_NOTE = 60
_TITLE = re.compile(r"^title:", re.MULTILINE)


@rule
def objective_verbs(course: Course) -> Iterator[Finding]:
    """S101: an objective that does not begin with something one can see a learner do."""
    lists = words(course.settings.language)
    if not lists:
        return
    observable = set(lists["observable_verbs"])
    aims = [("outcome", COURSE_FILE, item) for item in course.settings.outcomes]
    for module in course.modules:
        aims += [("objective", module.source.path, item) for item in module.front_matter.objectives]
    for what, path, aim in aims:
        match = _FIRST_WORD.match(aim.text)
        verb = match[1].lower() if match else ""
        if verb not in observable:
            text = f"the {what} `{aim.id}` begins with `{verb}`, "
            text += _instead(verb, lists["vague_verbs"], lists["observable_verbs"])
            yield Finding(path, aim.line_of("text"), "S101", text)


def _instead(verb: str, vague: dict[str, str], observable: list[str]) -> str:
    if verb in vague:
        return f"which nobody can observe; {vague[verb]}"
    return f"which is no verb that can be observed; {nearest(verb, observable)}"


@rule
def unserved_objectives(course: Course) -> Iterator[Finding]:
    """S102: an objective that nothing practices or tests."""
    asked = (*course.questions.values(), *course.exam.values(), *course.decisions.values())
    served = {item.objective for item in asked}
    for module in course.modules:
        for objective in module.front_matter.objectives:
            if objective.id not in served:
                text = f"no question and no decision point serves the objective `{objective.id}`"
                yield Finding(module.source.path, objective.line, "S102", text)


@rule
def missing_rationales(course: Course) -> Iterator[Finding]:
    """S103: an exam item that does not say why its key is right."""
    for module in course.modules:
        for item in module.exam:
            if not item.rationale:
                text = f"the exam item `{item.id}` has no rationale below its options"
                yield Finding(item.path, item.line, "S103", text)


@rule
def heading_levels(course: Course) -> Iterator[Finding]:
    """S105: headings that skip a level, or that are of the page title's level beside it."""
    exam = {item.path for item in course.exam.values()}
    for source in every_source(course).values():
        in_lesson = source.path.parent in (Path("modules"), Path("case_studies"), SCENES)
        in_questions = source.path.is_relative_to("quizzes") or source.path in exam
        has_title = in_lesson or in_questions or bool(_TITLE.search(source.front_matter))
        yield from _steps(source, int(has_title), in_lesson)


def _steps(source: MarkdownSource, level: int, titled: bool) -> Iterator[Finding]:
    """Follow the headings of a page down from ``level``; one ``titled`` has its level 1 already."""
    for heading in find_headings(source):
        text = ""
        if heading.level == 1 and titled:
            text = f"the heading `{heading.title}` is of level 1, like the page's title above it"
        elif heading.level > level + 1 and level == 0:
            text = f"the first heading, `{heading.title}`, is of level {heading.level} and not 1"
        elif heading.level > level + 1:
            text = f"the heading `{heading.title}` is of level {heading.level} below level {level}"
        if text:
            yield Finding(source.path, source.line_at(heading.start), "S105", text)
        level, titled = heading.level, True


@rule
def unknown_blocks(course: Course) -> Iterator[Finding]:
    """S112: a block of a name that no block has, which readers would see as slashes."""
    for source in every_source(course).values():
        # The line break before a block is found much faster than the beginning of its line.
        for match in _BLOCK.finditer(f"\n{source.prose}") if "///" in source.prose else ():
            if match["name"] not in BLOCKS:
                text = f"there is no block `{match['name']}`; {nearest(match['name'], [*BLOCKS])}"
                yield Finding(source.path, source.line_at(match.start("name") - 1), "S112", text)


@rule
def maps(course: Course) -> Iterator[Finding]:
    """S113: a line of a structure map that is neither a person nor a tie between two."""
    for source in course.documents.values():
        for shown, first_line in find_maps(source):
            for number, problem in shown.problems:
                yield Finding(source.path, first_line + number, "S113", problem)


@rule
def drawings(course: Course) -> Iterator[Finding]:
    """S117: a ladder, strands or a cycle that cannot be drawn as it stands."""
    for source in course.documents.values():
        if "///" in source.prose:
            for line, problem in find_problems(source):
                yield Finding(source.path, line, "S117", problem)


@rule
def placeholders(course: Course) -> Iterator[Finding]:
    """S106: words that stand where somebody meant to write more."""
    patterns = _placeholders(course.settings.language)
    for source in every_source(course).values():
        for match in _matches(patterns, source.prose):
            yield _placeholder(source.path, source.line_at(match.start()), match)
        for match in _matches(patterns, source.front_matter):
            line = 2 + source.front_matter.count("\n", 0, match.start())
            yield _placeholder(source.path, line, match)


def _matches(patterns: list[tuple[str, re.Pattern[str]]], text: str) -> Iterator[re.Match[str]]:
    """Give each match; a sentence counts only where it begins a line, a bracket or a sentence."""
    lower = text.lower().replace("\n", " ")
    for beginning, pattern in patterns:
        if beginning in lower:
            for match in pattern.finditer(text):
                before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip(" ")
                if "alone" not in pattern.groupindex or not before or before[-1] in _OPENING:
                    yield match


def _placeholder(path: Path, line: int, match: re.Match[str]) -> Finding:
    """Say what is to be written, as far as the author noted it behind a mark."""
    note = _NOTE.match(match.string, match.end())
    if note and match[0].isupper():
        wanted = shorten(note["note"], _LONGEST_NOTE, placeholder="…")
        return Finding(path, line, "S106", f"{match[0]}: {wanted}")
    found = " ".join(match[0].split())
    return Finding(path, line, "S106", f"`{found}` holds the place of something not yet written")


@cache
def _placeholders(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns, each with how a match begins: that is found much sooner."""
    lists = words(language) or words("en")
    forms = {
        "placeholder_marks": lambda item: rf"{item}(?<!\w{item})\b",
        "placeholder_phrases": lambda item: rf"{_phrase(item)}\b",
        "placeholder_sentences": lambda item: rf"(?P<alone>{_phrase(item)})[ .…*_]*(?=[\])<|]|$)",
    }
    return [
        (item.partition("…")[0].strip().lower(), re.compile(form(item), re.MULTILINE))
        for name, form in forms.items()
        for item in lists[name]
    ]


def _phrase(item: str) -> str:
    """Turn a phrase into a pattern; its `…` stands for one to four words."""
    start, gap, end = (r"\s+".join(map(re.escape, p.split())) for p in item.partition("…"))
    first = f"[{start[0].lower()}{start[0].upper()}]"
    rest = rf"{start[1:]}(?:\s+[^\s.]+){{1,4}}?\s+{end}" if gap else start[1:]
    return rf"{first}(?<!\w.)(?i:{rest})"


@rule
def unnamed_files(course: Course) -> Iterator[Finding]:
    """S109: a lesson or a file of questions that belongs to no module of course.yml."""
    slugs = course.settings.modules
    bank = Path(course.settings.exam.bank)
    folders = (Path("modules"), Path("quizzes/practice"), bank)
    named = {folder / f"{slug}.md" for slug in slugs for folder in folders}
    there = {path for path in course.documents if path.parts[0] in ("modules", "quizzes")}
    there.update(bank / path.name for path in (course.root / bank).glob("*.md"))
    for path in sorted(there - named):
        text = f"course.yml names no module `{path.stem}`; {nearest(path.stem, slugs)}"
        if path.stem in slugs:
            text = f"nothing reads this folder; the module `{path.stem}` has its files elsewhere"
        yield Finding(path, 1, "S109", text)
