"""What a reader reads on a page: its paragraphs and sentences, with all else blanked out."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple
from weakref import WeakKeyDictionary

from coursekit.content.citations import CITATION
from coursekit.content.course import Course
from coursekit.content.markdown_source import MarkdownSource, blanked
from coursekit.content.yaml_source import read_yaml

CITED = re.compile(CITATION)
_PLACES = (
    "modules/",
    "case_studies/",
    "quizzes/",
    "docs/tools/",
    "docs/scenes/",
    "docs/client-guide/",
)
_QUOTED = re.compile('"[^"]*"|\u201c[^\u201c\u201d]*\u201d')
_UNSEEN = re.compile(
    r"""<!--.*?(?:-->|\Z)                       # a comment
    | \{[#.:][^}\n]{0,300}\}                    # attributes
    | \]\([^)\n]{0,500}\)                       # the target of a link
    | </?(?!quiz>)[a-zA-Z][^<>\n]{0,300}>       # a tag
    | https?://[^\s<>]+""",
    re.VERBOSE | re.DOTALL,
)
_EVENT = re.compile(
    r"""\n(?:[ \t]*(?:
      (?P<heading>(?:\#{1,6}[ ]|!!!|\?\?\?).*|[-*_=]{3,}[ ]*$)
    | (?P<block>/{3,}.*(?:\n[ ]{4}\w+:.*)*)
    | (?P<quiz></?quiz>.*)
    | [-*][ ]\[(?:(?P<right>[xX])|(?P<wrong>[ ]?))\][ ]
    | (?P<item>(?:[-*+]|\d{1,3}[.)])[ ])
    | (?P<reason>>)
    | (?P<table>\|)
    | (?P<speech>\*\*[^*\n]{1,80}:\*\*)
    )
    | (?P<blank>[^\S\n]*$))""",
    re.VERBOSE | re.MULTILINE,
)
"""A line that divides a page or begins something, with the line break before it: found fast."""

_QUOTE_MARK = re.compile(r"\n[ \t]*>")
_BREAKS = ("heading", "block", "quiz", "blank")
_STARTS = ("item", "right", "wrong")
_ENDS = ".!?\u2026"
_MARK = "\0"
"""Stands behind each text where several are read in one go."""


class Paragraph(NamedTuple):
    """Text between blank lines, one item of a list, one table, or one part of a question.

    Attributes:
        kind: prose, item, table, speech (``**Name:** …`` in a scene); in questions stem, right
            and wrong (options), reason (below an option).
        text: the words and citations, with all else blanked out.
        start: where it begins in the body of its page.
        section: counts headings and blocks; what has the same number stands together.
        blocks: the names of the blocks in which it stands, the outermost first.
        question: the number of the question on its page, 0 outside of questions.
    """

    kind: str
    text: str
    start: int
    section: int
    blocks: tuple[str, ...]
    question: int

    @property
    def cites(self) -> bool:
        """Whether it holds a citation."""
        return "@" in self.text and CITED.search(self.text) is not None


def course_text(course: Course) -> Iterator[MarkdownSource]:
    """Give the pages on which the course speaks to learners and their clients."""
    for path, source in course.documents.items():
        if path.as_posix().startswith(_PLACES):
            yield source


def paragraphs(source: MarkdownSource) -> tuple[Paragraph, ...]:
    """Return what a reader reads on a page, headings and titles of blocks left out."""
    if source not in _PARAGRAPHS:
        _PARAGRAPHS[source] = tuple(_Splitter(source).split())
    return _PARAGRAPHS[source]


def without_quotes(text: str) -> str:
    """Blank out what stands between double quotation marks."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def sentence_around(text: str, offset: int) -> str:
    """Return the sentence of ``text`` in which ``offset`` lies."""
    ends = [0, *sentence_ends(text), len(text)]
    place = bisect_right(ends, offset)
    return text[ends[place - 1] : ends[place]] if place < len(ends) else ""


def sentence_ends(text: str) -> Iterator[int]:
    """Give the offset behind each sentence of ``text``, an unfinished last one included.

    A full stop ends a sentence unless the next word goes on in lower case.
    """
    end = 0
    for match in _sentence_end().finditer(text):
        end = match.end()
        yield end
    if text[end:].strip():
        yield len(text)


def count_sentences(texts: Iterable[str]) -> int:
    """Count what `sentence_ends` gives for each of ``texts``, all in one go."""
    texts = [text for text in texts if text.strip()]
    whole = "".join(f"{text}\n{_MARK}" for text in texts)
    ends = [last for pattern in _sentence_ends_by_mark() for last in pattern.findall(whole)]
    return len(ends) + len(texts) - sum(map(bool, ends))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the list ``name`` of ``words/evidence.yml``."""
    return tuple(_word_lists()[name])


@cache
def _word_lists() -> dict[str, list[str]]:
    data = files(__package__) / "words" / "evidence.yml"
    return read_yaml(data.read_text(encoding="utf-8")).data


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(rf"[{_ENDS}]+{_behind_ends()}")


@cache
def _sentence_ends_by_mark() -> list[re.Pattern[str]]:
    """Return `_sentence_end` for each first mark; its group holds a text's end, if that follows.

    What begins with one certain character is found many times faster than with one of several.
    """
    return [
        re.compile(rf"{re.escape(mark)}(?<![{_ENDS}].)[{_ENDS}]*{_behind_ends()}(\s*{_MARK})?")
        for mark in _ENDS
    ]


def _behind_ends() -> str:
    """Return what stands behind the marks that end a sentence, and no abbreviation before it."""
    # A look-behind has one width, so abbreviations of one length share one.
    alike = groupby(sorted(word_list("abbreviations"), key=len), key=len)
    either = ("|".join(map(re.escape, words)) for _, words in alike)
    known = "".join(rf"(?<!(?i:\b(?:{words})\.))" for words in either)
    return rf"{known}[\"\u201d\u2019')\]*_]*(?=\s+[^a-z\s]|\s*\Z)"


_PARAGRAPHS: WeakKeyDictionary[MarkdownSource, tuple[Paragraph, ...]] = WeakKeyDictionary()
"""Several rules read the same pages: each page is split once, and forgotten with its course."""


class _Splitter:
    """Goes through one page from mark to mark; what lies between is a paragraph.

    Each line is looked for with the line break before it, so every page gets one in front: an
    offset of what is found is that of the line in the body.
    """

    def __init__(self, source: MarkdownSource):
        self._prose = source.prose
        self._marked = "\n" + _UNSEEN.sub(blanked, source.prose)
        self._text = _QUOTE_MARK.sub(blanked, self._marked)
        self._in_case = source.path.parts[0] == "case_studies"
        self._blocks: list[tuple[int, str]] = []
        self._names: tuple[str, ...] = ()
        self._section = self._questions = self._start = self._hidden = 0
        self._in_quiz = False
        self._plain = self._kind = "prose"

    def split(self) -> Iterator[Paragraph]:
        """Give the paragraphs in their order."""
        for match in _EVENT.finditer(self._marked):
            mark, start, end = match.lastgroup, match.start(), match.end()
            if mark == "blank" and self._prose[start : end - 1].strip():
                continue  # A comment stands here, or another thing that readers do not see.
            if mark in _BREAKS:
                yield from self._close(start)
                if mark != "blank":
                    self._enter(mark, match[mark])
                self._kind, self._start, self._hidden = self._plain, end, 0
            elif (kind := self._kind_of(mark)) != self._kind or mark in _STARTS:
                yield from self._close(start)
                self._kind, self._start = kind, start
                self._hidden = end - 1 - start if mark in _STARTS else 0
        yield from self._close(len(self._marked))

    def _kind_of(self, mark: str) -> str:
        """Return the kind of paragraph that a line with ``mark`` begins or goes on with."""
        if mark in ("right", "wrong", "reason") and self._in_quiz:
            self._plain = "prose"
            return mark
        if mark == "speech" and (self._in_case or "vignette" in self._names):
            return mark
        if mark in ("table", *_STARTS):
            return "table" if mark == "table" else "item"
        return self._kind

    def _enter(self, mark: str, text: str) -> None:
        """Take note of a heading, or of the beginning or end of a block or a question."""
        self._section += 1
        if mark == "quiz":
            self._in_quiz = text.startswith("<quiz>")
            self._questions += self._in_quiz
            self._plain = "stem" if self._in_quiz else "prose"
        elif mark == "block":
            line = text.partition("\n")[0]
            title = line.lstrip("/")
            slashes, name = len(line) - len(title), title.partition("|")[0].strip()
            if name:
                self._blocks.append((slashes, name))
            elif self._blocks and self._blocks[-1][0] == slashes:
                self._blocks.pop()
            self._names = tuple(name for _, name in self._blocks)

    def _close(self, end: int) -> Iterator[Paragraph]:
        """Give the paragraph that ends before the line at ``end``, unless it is empty."""
        text = self._text[self._start + 1 + self._hidden : end]
        if text and not text.isspace():
            text = " " * self._hidden + text
            question = self._questions if self._in_quiz else 0
            yield Paragraph(self._kind, text, self._start, self._section, self._names, question)
