"""What a page is made of, for the rules: its links, its headings and its anchors."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify

from coursekit.content.citations import find_citations
from coursekit.content.course import Course
from coursekit.content.markdown_source import MarkdownSource, blanked, read_markdown
from coursekit.content.yaml_source import read_yaml

# No possessive group stands here: before Python 3.11.5 they match wrongly.
_LINK = re.compile(
    r"""\[(?<!\\\[)(?P<text>(?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*\])*)\]
    (?:\((?P<inside>[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*)\)|\[(?P<label>(?!-?@)[^\[\]\n]*)\])?""",
    re.VERBOSE | re.DOTALL,
)
_DEFINITION = re.compile(r"\[(?P<label>[^\[\]^@\n][^\[\]\n]*)\]:[ ]*(?P<inside>\S.*)")
_COMMENT = re.compile(r"<!--[^<-]*+(?:(?:<(?!!--)|-(?!->))[^<-]*+)*-->")
_HEADING = re.compile(r"#(?<!.#)#{0,5}")
_UNDERLINE = re.compile(r"\n(?P<mark>[=-])[=-]*[ ]*(?=\n|\Z)")
_BRACES = re.compile(r"\{[^{}\n]*\}")
_BRACES_LAST = re.compile(r"\{[^{}\n]*\}\s*$")
_ATTRIBUTE_ID = re.compile(r"#([^\s\"'}]+)|\bid=[\"']?([^\s\"'}]+)")
_TAG_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'<>]+)")
_BLOCK_OPTIONS = re.compile(r"///+[ ]*[\w-].*\n((?:[ ]{4,}[\w-]+:.*\n)+)")
_BLOCK_ID = re.compile(r"\bid:[ ]*[\"']?([\w-]+)")
_MARKS = re.compile(r"(?<=\])(?:\([^()]*\)|\[[^\[\]]*\])|[*`\[\]]|(?<!\w)_|_(?!\w)|<[^<>]*>")


@dataclass(frozen=True)
class Link:
    """A link, an image, or the definition of a reference.

    Attributes:
        text: what is shown, as the author wrote it; None for a definition.
        target: where it leads, as the author wrote it; None where only a definition says.
        label: what refers to a definition; None where the target stands in the link itself.
        defined: whether there is a definition, where one is needed.
        image: whether it is an image.
        start: its offset in the text.
    """

    text: str | None
    target: str | None
    label: str | None
    defined: bool
    image: bool
    start: int


@dataclass(frozen=True)
class Heading:
    """A heading; ``title`` is without its attributes, ``start`` is its offset in the body."""

    level: int
    title: str
    named: bool
    start: int


@cache
def words(language: str) -> dict[str, Any]:
    """Return the word lists for a course in ``language``; empty when there are none."""
    data = files(__package__) / "words" / "structure.yml"
    lists = read_yaml(data.read_text(encoding="utf-8")).data
    return lists.get(language[:2], {})


def every_source(course: Course) -> dict[Path, MarkdownSource]:
    """Return every Markdown file, those of an exam bank that stands elsewhere among them."""
    sources = dict(course.documents)
    for path in (Path(course.settings.exam.bank) / f"{m.slug}.md" for m in course.modules):
        source = None if path in sources else read_markdown(course.root, path, [])
        if source is not None:
            sources[path] = source
    return sources


def shown(source: MarkdownSource) -> str:
    """Return the body with code and comments blanked out, every offset as it was."""
    return _COMMENT.sub(blanked, source.prose)


def find_links(text: str, original: str) -> Iterator[Link]:
    """Give the links, images and definitions of ``text``.

    Args:
        text: Markdown with code and comments blanked out.
        original: the same before that, for what a link shows may be code.
    """
    definitions = list(_definitions(text))
    labels = {_fold(match["label"]) for match in definitions}
    starts = {match.start() for match in definitions}
    for match in definitions:
        yield Link(None, _target(match["inside"]), match["label"], True, False, match.start())
    for match in _brackets(text, 0, len(text)):
        if match.start() in starts:
            continue
        inside = original[slice(*match.span("text"))]
        image = text[match.start() - 1 : match.start()] == "!"
        label = match["label"] or match["text"]
        if match["inside"] is not None:
            yield Link(inside, _target(match["inside"]), None, True, image, match.start())
        elif match["label"] or _fold(label) in labels:
            yield Link(inside, None, label, _fold(label) in labels, image, match.start())


def find_labels(text: str) -> list[str]:
    """Return the labels that ``text`` defines."""
    return [match["label"] for match in _definitions(text)]


def _definitions(text: str) -> Iterator[re.Match[str]]:
    """Give ``[label]: target`` where it begins a line, after three spaces at most."""
    for match in _DEFINITION.finditer(text):
        if text[text.rfind("\n", 0, match.start()) + 1 : match.start()] in ("", " ", "  ", "   "):
            yield match


def _brackets(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give everything between brackets with what follows it, and what is nested in it."""
    for match in _LINK.finditer(text, start, end):
        yield match
        if "[" in match["text"]:
            yield from _brackets(text, *match.span("text"))


def _fold(label: str) -> str:
    return " ".join(label.lower().split())


def _target(inside: str) -> str:
    """Take the target out of what stands between the parentheses of a link."""
    inside = inside.strip()
    if inside.startswith("<") and ">" in inside:
        return inside[1 : inside.index(">")]
    if inside[-1:] in ('"', "'"):
        return inside.partition(" " + inside[-1])[0].rstrip()
    return inside


def find_headings(source: MarkdownSource) -> list[Heading]:
    """Return the headings as Python-Markdown sees them, to which `#This` is one, too."""
    text = shown(source)
    found = [_heading(source, match.end(), len(match[0])) for match in _HEADING.finditer(text)]
    for match in _UNDERLINE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start]
        title = text[start : match.start()]
        if title.strip() and not title.startswith("#") and not above.strip():
            found.append(_heading(source, start, 1 if match["mark"] == "=" else 2))
    return sorted(found, key=lambda heading: heading.start)


def _heading(source: MarkdownSource, start: int, level: int) -> Heading:
    """Make the heading whose title begins at ``start`` and ends with its line."""
    end = source.body.find("\n", start)
    whole = source.body[start : end if end >= 0 else len(source.body)]
    attributes = _BRACES_LAST.search(whole)
    named = attributes is not None and any(_ids(attributes[0]))
    return Heading(level, _BRACES_LAST.sub("", whole).strip(" \t#"), named, start)


def find_anchors(source: MarkdownSource) -> set[str]:
    """Return every id on a page to which a link can lead, but for those of the site's own parts."""
    text = shown(source)
    found = {name for part in _BRACES.findall(text) for name in _ids(part)}
    found.update(_TAG_ID.findall(text))
    for options in _BLOCK_OPTIONS.findall(text):
        found.update(_BLOCK_ID.findall(options))
    cited = {f"ref-{citation.key}" for citation, _ in find_citations(source)}
    if cited:
        found |= cited | {"references"}
    repeated: Counter[str] = Counter()
    for heading in find_headings(source):
        if not heading.named:
            slug = name = slugify(_MARKS.sub("", heading.title), "-")
            while not name or name in found:
                repeated[slug] += 1
                name = f"{slug}_{repeated[slug]}"
            found.add(name)
    return found


def _ids(attributes: str) -> Iterator[str]:
    for match in _ATTRIBUTE_ID.finditer(attributes):
        yield match[1] or match[2]
