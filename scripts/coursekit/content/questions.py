"""Questions in mkdocs-quiz syntax: a heading with an id and attributes, then one quiz block."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase

from pydantic import ValidationError

from coursekit.content.errors import Finding
from coursekit.content.fingerprint import fingerprint
from coursekit.content.markdown_source import MarkdownSource, count_words
from coursekit.content.page_models import QuestionAttributes
from coursekit.content.typed import nearest

QUESTION = re.compile(
    # Beginning with a character and not with ^, it is found many times faster.
    r"(?P<heading>\#(?<![^\n]\#)\#{1,3}[ ](?P<title>[^\n{]*?)[ ]*\{(?P<attributes>[^}\n]*)\})"
    r"[ ]*\n\s*"
    r"^<quiz>[ ]*\n(?P<quiz>[^<]*(?:<(?!/?quiz>)[^<]*)*)^</quiz>[ ]*$",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r'#(?P<id>[^\s"]+)|(?P<name>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))(?=\s|$)'
)
_QUIZ_TAG = re.compile(r"</?quiz>")
_OPTION = re.compile(r"^[-*] \[(?P<mark>[ xX]?)\] (?P<text>.*)$")
_ALMOST_OPTION = re.compile(r"^\s*[-*]\s*\[.?\]")
_REASON = re.compile(r"^> ?(?P<text>.*)$")


@dataclass(frozen=True)
class Option:
    """One answer to choose from; ``letter`` is its place in the source, a, b, c …."""

    letter: str
    text: str
    correct: bool
    reason: str
    line: int

    @property
    def hash(self) -> str:
        """What a learner reads of it."""
        return fingerprint(self.text)


@dataclass(frozen=True)
class Question:
    """A practice or exam question; ``stem``, option texts and ``rationale`` are Markdown."""

    id: str
    title: str
    objective: str
    level: str
    before: bool
    multiple: bool
    confidence: bool
    stem: str
    options: tuple[Option, ...]
    rationale: str
    path: Path
    line: int

    @cached_property
    def key(self) -> frozenset[str]:
        """The letters of the correct options."""
        return frozenset(option.letter for option in self.options if option.correct)

    @cached_property
    def letters(self) -> list[str]:
        """The letters of all options, sorted."""
        return sorted(option.letter for option in self.options)

    @cached_property
    def hash(self) -> str:
        """What the learner is asked, and nothing else: mending a reason does not void an answer."""
        return fingerprint(self.stem, *(option.text for option in self.options), str(self.multiple))

    @cached_property
    def words(self) -> int:
        """How many words a learner reads to answer it."""
        return sum(map(count_words, (self.stem, *(option.text for option in self.options))))


def read_questions(source: MarkdownSource, findings: list[Finding]) -> list[Question]:
    """Read every question of a file, in order; one that is malformed is a finding and left out."""
    text = source.prose
    matches = list(QUESTION.finditer(text))
    starts = [match.start() for match in matches]
    for tag in _QUIZ_TAG.finditer(text):
        before = bisect_right(starts, tag.start())
        if not before or matches[before - 1].end() <= tag.start():
            message = (
                "this quiz block does not follow a heading with an id and attributes, or is not "
                'closed; write `## Title {#id objective="…" level="…"}`, then <quiz> … </quiz>'
            )
            line = source.line_at(tag.start())
            findings.append(Finding(source.path, line, "Q202", message))
    read = (_question(source, match, findings) for match in matches)
    return [question for question in read if question is not None]


def _question(
    source: MarkdownSource, match: re.Match[str], findings: list[Finding]
) -> Question | None:
    """Build one question from its heading and its quiz block."""
    line = source.line_at(match.start())
    attributes = _attributes(match["attributes"], source.path, line, findings)
    quiz = source.body[match.start("quiz") : match.end("quiz")]
    block = _QuizBlock(source.path, source.line_at(match.start("quiz")), quiz)
    findings.extend(block.findings)
    if attributes is None or block.findings:
        return None
    question = Question(
        id=attributes.id,
        title=match["title"].strip(),
        objective=attributes.objective,
        level=attributes.level,
        before=attributes.before,
        multiple=attributes.multiple,
        confidence=attributes.confidence,
        stem=block.stem,
        options=block.options,
        rationale=block.rationale,
        path=source.path,
        line=line,
    )
    if len(question.key) > 1 and not question.multiple:
        message = 'several options are marked `[x]`; keep one, or add multiple="true" above'
        findings.append(Finding(source.path, line, "Q205", message))
        return None
    return question


def _attributes(
    text: str, path: Path, line: int, findings: list[Finding]
) -> QuestionAttributes | None:
    """Read ``#id key="value" …`` from the braces of a heading."""
    rest = _ATTRIBUTE.sub("", text).strip()
    if rest:
        message = f'cannot read {rest!r} in the heading; write #id key="value", each closed'
        findings.append(Finding(path, line, "R104", message))
        return None
    values = {
        match["name"] or "id": match["id"] or match["quoted"] or match["bare"] or ""
        for match in _ATTRIBUTE.finditer(text)
    }
    try:
        return QuestionAttributes.model_validate(values)
    except ValidationError as error:
        for item in error.errors():
            findings.append(Finding(path, line, *_attribute_problem(item)))
    return None


def _attribute_problem(item: dict) -> tuple[str, str]:
    """Return code and sentence for one wrong attribute."""
    name = item["loc"][0]
    if item["type"] == "extra_forbidden":
        known = list(QuestionAttributes.model_fields)
        return "R102", f"unknown attribute `{name}` of a question; {nearest(name, known)}"
    if item["type"] == "missing":
        lacking = "#id" if name == "id" else name
        return "R103", f"the question's heading lacks `{lacking}`; add it"
    return "R104", f"`{name}` of a question: {item['msg']} (found {item['input']!r})"


class _QuizBlock:
    """The inside of one quiz block: stem, options with their reasons, rationale."""

    def __init__(self, path: Path, first_line: int, text: str):
        self._path = path
        self.findings: list[Finding] = []
        lines = list(enumerate(text.split("\n"), first_line))
        stem, rest = self._until_option(lines)
        self.stem = "\n".join(stem).strip()
        self.options = tuple(self._options(rest))
        self.rationale = "\n".join(line for _, line in rest).strip()
        self._check(first_line)

    def _until_option(
        self, lines: list[tuple[int, str]]
    ) -> tuple[list[str], list[tuple[int, str]]]:
        """Split ``lines`` before the first option."""
        for index, (number, line) in enumerate(lines):
            if _OPTION.match(line):
                return [text for _, text in lines[:index]], lines[index:]
            if _ALMOST_OPTION.match(line):
                self._note(
                    number, "Q201", "an option starts in the first column, as `- [ ] ` or `- [x] `"
                )
        return [text for _, text in lines], []

    def _options(self, rest: list[tuple[int, str]]) -> Iterator[Option]:
        """Take options and their reasons off the front of ``rest``, which keeps the rationale."""
        for letter in ascii_lowercase:
            while rest and not rest[0][1].strip():
                rest.pop(0)
            match = _OPTION.match(rest[0][1]) if rest else None
            if match is None:
                break
            number = rest.pop(0)[0]
            reason = []
            while rest and (quoted := _REASON.match(rest[0][1])):
                reason.append(quoted["text"])
                rest.pop(0)
            if not "".join(reason).strip():
                message = "this option has no reason; add one below it, after `> `"
                self._note(number, "Q206", message)
            correct = match["mark"] in ("x", "X")
            yield Option(letter, match["text"].strip(), correct, "\n".join(reason), number)
        for number, line in rest:
            if _ALMOST_OPTION.match(line):
                message = "an option stands after the rationale, or not in the first column"
                self._note(number, "Q201", message)

    def _check(self, line: int) -> None:
        """Note what makes the block as a whole no question."""
        if not self.stem:
            message = "the question has no stem; write it before the first option"
            self._note(line, "Q207", message)
        if "[[" in self.stem:
            message = "fill-in-the-blank questions are not used; offer options"
            self._note(line, "Q203", message)
        if len(self.options) < 2:
            message = "a question needs at least two options in the first column"
            self._note(line, "Q208", message)
        elif not any(option.correct for option in self.options):
            self._note(line, "Q209", "no option is marked as correct with `[x]`")
        if len({option.text for option in self.options}) < len(self.options):
            self._note(line, "Q204", "two options have the same text")

    def _note(self, line: int, code: str, text: str) -> None:
        self.findings.append(Finding(self._path, line, code, text))
