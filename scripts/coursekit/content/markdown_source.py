"""A Markdown file as the author wrote it: front matter, body, and the line of each."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from coursekit.content.errors import Finding

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)", re.M | re.S)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_NOT_BREAK = re.compile(r"[^\n]")
_QUIZ = re.compile(r"<quiz>.*?</quiz>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_LINE = re.compile(r"\n[ \t]*/{3,}.*(?=\n)(?:\n[ ]{4}\w+:.*(?=\n))*")
_CITATION = re.compile(r"\[-?@[^\]]*\]")
_ATTRIBUTES = re.compile(r"\{[#.][^}]*\}")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_WORD = re.compile("[^\\W_]+(?:['\u2019-][^\\W_]+)*")


@dataclass(frozen=True, eq=False)
class MarkdownSource:
    """One Markdown file; ``body_line`` is the line of the file on which ``body`` begins.

    Each is itself alone and equals no other, so that what is read from it can be kept beside it.
    """

    path: Path
    front_matter: str
    body: str
    body_line: int

    @cached_property
    def prose(self) -> str:
        """The body with code blanked out, every offset and line as it was."""
        return without_code(self.body)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.body)]

    def line_at(self, offset: int) -> int:
        """Return the line of the file for the character at ``offset`` of the body."""
        return self.body_line + bisect_left(self._line_ends, offset)


def read_markdown(root: Path, path: Path, findings: list[Finding]) -> MarkdownSource | None:
    """Read ``path``, given relative to the course folder ``root``.

    A file that is missing is None; one that is not UTF-8 is a finding, and None.
    """
    try:
        text = (root / path).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.append(Finding(path, line, "R106", "not UTF-8; save the file as UTF-8"))
        return None
    match = _FRONT_MATTER.match(text)
    if match is None:
        return MarkdownSource(path, "", text, 1)
    line = 1 + text.count("\n", 0, match.end())
    return MarkdownSource(path, match["yaml"] or "", text[match.end() :], line)


def without_code(text: str) -> str:
    """Blank out code blocks and code spans, keeping every offset and line as it was."""
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(blanked, text)
    return _CODE_SPAN.sub(blanked, text) if "`" in text else text


def count_words(body: str) -> int:
    """Count the words that a reader of ``body`` is taught.

    Left out: questions, comments, block markers, citations, link targets and attributes, as the
    rules for counting words of home-study text leave out tests, references and navigation.
    """
    text = f"\n{body}"  # so that a block line is found by the line break before it
    for pattern in (_QUIZ, _COMMENT, _BLOCK_LINE, _CITATION, _ATTRIBUTES, _LINK_TARGET):
        text = pattern.sub(" ", text)
    return len(_WORD.findall(text))


def blanked(match: re.Match[str]) -> str:
    """Return spaces in place of what was found; line breaks stay where they are."""
    return _NOT_BREAK.sub(" ", match[0]) if "\n" in match[0] else " " * len(match[0])
