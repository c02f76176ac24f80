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
_QUIZ = re.compile(r"<quiz>.*?</quiz>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_LINE = re.compile(r"^[ \t]*/{3,}.*\n(?:[ ]{4}\w+:.*\n)*", re.MULTILINE)
_CITATION = re.compile(r"\[-?@[^\]]*\]")
_ATTRIBUTES = re.compile(r"\{[#.][^}]*\}")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_WORD = re.compile("[^\\W_]+(?:['\u2019-][^\\W_]+)*")


@dataclass(frozen=True)
class MarkdownSource:
    """One Markdown file; ``body_line`` is the line of the file on which ``body`` begins."""

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

    A file that is missing or is not UTF-8 is a finding, and None.
    """
    try:
        text = (root / path).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        text = f"there is no {path.as_posix()}; write it, or take its module out of course.yml"
        findings.append(Finding(Path("course.yml"), 1, "R105", text))
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
        text = _FENCE.sub(_blank, text)
    return _CODE_SPAN.sub(_blank, text) if "`" in text else text


def count_words(body: str) -> int:
    """Count the words that a reader of ``body`` is taught.

    Left out: questions, comments, block markers, citations, link targets and attributes, as the
    rules for counting words of home-study text leave out tests, references and navigation.
    """
    for pattern in (_QUIZ, _COMMENT, _BLOCK_LINE, _CITATION, _ATTRIBUTES, _LINK_TARGET):
        body = pattern.sub(" ", body)
    return len(_WORD.findall(body))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
