"""What a reader reads on a page: its paragraphs and sentences, with all else blanked out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from coursekit.content.citations import CITATION
from coursekit.content.course import Course
from coursekit.content.markdown_source import MarkdownSource

CITED = re.compile(CITATION)
_PLACES = ("modules/", "case_studies/", "quizzes/", "docs/tools/", "docs/client-guide/")
_QUOTED = re.compile('"[^"]*"|\u201c[^\u201c\u201d]*\u201d')
_UNSEEN = re.compile(
    r"""<!--.*?(?:-->|\Z)                       # a comment
    | \{[#.:][^}\n]{0,300}\}                    # attributes
    | \]\([^)\n]{0,500}\)                       # the target of a link
    | </?(?!quiz>)[a-zA-Z][^<>\n]{0,300}>       # a tag
    | https?://[^\s<>]+""",
    re.VERBOSE | re.DOTALL,
)
_STRUCTURE = re.compile(
    r"""[ \t]*(?:
      (?P<heading>\#{1,6}[ ]|!!!|\?\?\?|[-*_=]{3,}[ ]*$)
    | (?P<block>/{3,}[ ]*[\w-]*)
    | (?P<quiz></?quiz>)
    | [-*][ ]\[(?:(?P<right>[xX])|(?P<wrong>[ ]?))\][ ]
    | (?P<item>(?:[-*+]|\d{1,3}[.)])[ ])
    | (?P<reason>>)
    | (?P<table>\|)
    | (?P<speech>\*\*[^*\n]{1,80}:\*\*)
    )""",
    re.VERBOSE,
)
_BREAKS = ("heading", "block", "quiz")
_STARTS = ("item", "right", "wrong")
_BLOCK_OPTION = re.compile(r"[ ]{4}\w+:")
_NOT_BREAK = re.compile(r"[^\n]")


@dataclass(frozen=True)
class Paragraph:
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


@lru_cache(maxsize=8192)
def paragraphs(source: MarkdownSource) -> tuple[Paragraph, ...]:
    """Return what a reader reads on a page, headings and titles of blocks left out."""
    return tuple(item for item in _Splitter(source).split() if item.text.strip())


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


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the list ``name`` of ``words/evidence.yml``."""
    return tuple(_word_lists()[name])


@cache
def _word_lists() -> dict[str, list[str]]:
    data = files(__package__) / "words" / "evidence.yml"
    return yaml.safe_load(data.read_text(encoding="utf-8"))


@cache
def _sentence_end() -> re.Pattern[str]:
    known = "".join(rf"(?<!(?i:\b{re.escape(word)}\.))" for word in word_list("abbreviations"))
    return re.compile(rf"[.!?\u2026]+{known}[\"\u201d\u2019')\]*_]*(?=\s+[^a-z\s]|\s*\Z)")


class _Splitter:
    """Reads one page line by line; a paragraph is a run of lines that no mark divides."""

    def __init__(self, source: MarkdownSource):
        self._raw = source.prose.split("\n")
        self._seen = _UNSEEN.sub(lambda match: _NOT_BREAK.sub(" ", match[0]), source.prose)
        self._in_case = source.path.parts[0] == "case_studies"
        self._blocks: list[tuple[int, str]] = []
        self._section = self._questions = self._start = 0
        self._in_quiz = False
        self._plain, self._kind = "prose", ""
        self._lines: list[str] = []

    def split(self) -> Iterator[Paragraph]:
        """Give the paragraphs in their order, empty ones among them."""
        offset, options_may_follow = 0, False
        for raw in self._raw:
            line = self._seen[offset : offset + len(raw)]
            options_may_follow = options_may_follow and _BLOCK_OPTION.match(line) is not None
            if not options_may_follow:
                match = None if line[:1].isalpha() else _STRUCTURE.match(line)
                mark = (match and match.lastgroup) or ""
                kind = self._kind_of(raw, mark)
                if kind != self._kind or mark in _STARTS:
                    yield self._close()
                    self._kind, self._start = kind, offset
                if mark in _BREAKS:
                    self._enter(mark, line.strip())
                hidden = match.end() if match and mark in (*_STARTS, "reason") else 0
                self._lines.append(" " * hidden + line[hidden:] if kind else "")
                options_may_follow = mark == "block"
            offset += len(raw) + 1
        yield self._close()

    def _kind_of(self, raw: str, mark: str) -> str:
        """Return the kind of paragraph to which a line belongs, nothing for one that divides."""
        if mark in _BREAKS or not raw.strip():
            return ""
        if mark in ("right", "wrong", "reason") and self._in_quiz:
            self._plain = "prose"
            return mark
        if mark == "speech" and (self._in_case or "vignette" in self._names):
            return mark
        if mark in ("table", *_STARTS):
            return "table" if mark == "table" else "item"
        return self._kind or self._plain

    def _enter(self, mark: str, line: str) -> None:
        """Take note of a heading, or of the beginning or end of a block or a question."""
        self._section += 1
        if mark == "quiz":
            self._in_quiz = line.startswith("<quiz>")
            self._questions += self._in_quiz
            self._plain = "stem" if self._in_quiz else "prose"
        elif mark == "block":
            title = line.lstrip("/")
            slashes, name = len(line) - len(title), title.partition("|")[0].strip()
            if name:
                self._blocks.append((slashes, name))
            elif self._blocks and self._blocks[-1][0] == slashes:
                self._blocks.pop()

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self._blocks)

    def _close(self) -> Paragraph:
        """Make a paragraph of the lines since the last one ended."""
        text, self._lines = "\n".join(self._lines), []
        question = self._questions if self._in_quiz else 0
        return Paragraph(self._kind, text, self._start, self._section, self._names, question)
