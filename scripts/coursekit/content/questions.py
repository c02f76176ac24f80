"""Questions in mkdocs-quiz syntax: a heading with an id and attributes, then one quiz block."""

import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

from pydantic import ValidationError

from coursekit.content.errors import ContentError, Problem
from coursekit.content.markdown_source import MarkdownSource, without_code
from coursekit.content.models import QuestionAttributes
from coursekit.content.typed import nearest

QUESTION = re.compile(
    r"^(?P<heading>\#{2,4}[ ](?P<title>[^\n{]*?)[ ]*\{(?P<attributes>[^}\n]*)\})[ ]*\n\s*"
    r"^<quiz>[ ]*\n(?P<quiz>(?:(?!<quiz>).)*?)^</quiz>[ ]*$",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
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


@dataclass(frozen=True)
class Question:
    """A practice or exam question; ``stem``, option texts and ``rationale`` are Markdown."""

    id: str
    title: str
    objective: str
    level: str
    before: bool
    stem: str
    options: tuple[Option, ...]
    rationale: str
    path: Path
    line: int

    @property
    def key(self) -> frozenset[str]:
        """The letters of the correct options."""
        return frozenset(option.letter for option in self.options if option.correct)

    @property
    def multiple(self) -> bool:
        """Whether a learner may choose several options."""
        return len(self.key) > 1

    @property
    def hash(self) -> str:
        """What the learner is asked, and nothing else: mending a reason does not void an answer."""
        return fingerprint(self.stem, *(option.text for option in self.options), str(self.multiple))


def fingerprint(*texts: str) -> str:
    """Return 12 hex digits (48 bits of SHA-256) for what a learner was shown.

    White space is folded, so that text may be wrapped anew.
    """
    folded = [" ".join(text.split()) for text in texts]
    return hashlib.sha256(json.dumps(folded).encode()).hexdigest()[:12]


def read_questions(source: MarkdownSource) -> list[Question]:
    """Read every question of a file, in order.

    Raises:
        ContentError: with one problem per mistake in the file.
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    text = without_code(source.body)
    matches = list(QUESTION.finditer(text))
    for tag in _QUIZ_TAG.finditer(text):
        if not any(match.start() <= tag.start() < match.end() for match in matches):
            problem = (
                "this quiz block does not follow a heading with an id and attributes, or is not "
                'closed; write `## Title {#id objective="…" level="…"}`, then <quiz> … </quiz>'
            )
            problems.append(Problem(source.path, source.line_at(tag.start()), problem))
    for match in matches:
        try:
            questions.append(_question(source, match))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return questions


def _question(source: MarkdownSource, match: re.Match[str]) -> Question:
    """Build one question from its heading and its quiz block."""
    line = source.line_at(match.start())
    attributes = _attributes(match["attributes"], source.path, line)
    quiz = source.body[match.start("quiz") : match.end("quiz")]
    block = _QuizBlock(source.path, source.line_at(match.start("quiz")), quiz)
    return Question(
        id=attributes.id,
        title=match["title"].strip(),
        objective=attributes.objective,
        level=attributes.level,
        before=attributes.before,
        stem=block.stem,
        options=block.options,
        rationale=block.rationale,
        path=source.path,
        line=line,
    )


def _attributes(text: str, path: Path, line: int) -> QuestionAttributes:
    """Read ``#id key="value" …`` from the braces of a heading."""
    values: dict[str, str] = {}
    try:
        for word in shlex.split(text, posix=True):
            name, _, value = ("id", "", word[1:]) if word[:1] == "#" else word.partition("=")
            values[name] = value
        return QuestionAttributes.model_validate(values)
    except ValidationError as error:
        known = list(QuestionAttributes.model_fields)
        raise ContentError(
            Problem(path, line, _attribute_problem(item, known)) for item in error.errors()
        ) from None
    except ValueError:
        raise ContentError(
            [Problem(path, line, f"a quotation mark is open in {{{text}}}")]
        ) from None


def _attribute_problem(item: dict, known: list[str]) -> str:
    name = item["loc"][0]
    if item["type"] == "extra_forbidden":
        return f"unknown attribute `{name}` of a question; {nearest(name, known)}"
    if item["type"] == "missing":
        return f"the question's heading lacks `{'#id' if name == 'id' else name}`; add it"
    return f"`{name}` of a question: {item['msg']} (found {item['input']!r})"


class _QuizBlock:
    """The inside of one quiz block: stem, options with their reasons, rationale."""

    def __init__(self, path: Path, first_line: int, text: str):
        self._path = path
        self._problems: list[Problem] = []
        lines = list(enumerate(text.splitlines(), first_line))
        stem, rest = self._until_option(lines)
        self.stem = "\n".join(stem).strip()
        self.options = tuple(self._options(rest))
        self.rationale = "\n".join(line for _, line in rest).strip()
        self._check(first_line)
        if self._problems:
            raise ContentError(self._problems)

    def _until_option(
        self, lines: list[tuple[int, str]]
    ) -> tuple[list[str], list[tuple[int, str]]]:
        """Split ``lines`` before the first option."""
        for index, (number, line) in enumerate(lines):
            if _OPTION.match(line):
                return [text for _, text in lines[:index]], lines[index:]
            if _ALMOST_OPTION.match(line):
                self._note(number, "an option starts in the first column, as `- [ ] ` or `- [x] `")
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
            if not reason:
                self._note(number, "this option has no reason; add one below it, after `> `")
            correct = match["mark"] in "xX" and match["mark"] != ""
            yield Option(letter, match["text"].strip(), correct, "\n".join(reason))
        for number, line in rest:
            if _ALMOST_OPTION.match(line):
                self._note(
                    number, "an option stands after the rationale, or not in the first column"
                )

    def _check(self, line: int) -> None:
        """Note what makes the block as a whole no question."""
        if not self.stem:
            self._note(line, "the question has no stem; write it before the first option")
        if "[[" in self.stem:
            self._note(line, "fill-in-the-blank questions are not used; offer options")
        if len(self.options) < 2:
            self._note(line, "a question needs at least two options in the first column")
        elif not any(option.correct for option in self.options):
            self._note(line, "no option is marked as correct with `[x]`")
        if len({option.text for option in self.options}) < len(self.options):
            self._note(line, "two options have the same text")

    def _note(self, line: int, text: str) -> None:
        self._problems.append(Problem(self._path, line, text))
