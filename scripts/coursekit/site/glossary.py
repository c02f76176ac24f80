"""Glossary terms on the pages: each is a button that shows its definition, by mouse, key or touch.

The buttons use the browser's own popovers and need no script. In each section the first use of a
term is one, and the first abbreviation of a page is written out.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from markdown import Markdown
from mkdocs.utils import get_relative_url

from coursekit.content.course import GLOSSARY
from coursekit.content.glossary import Term
from coursekit.site.citations import CitationExtension
from coursekit.site.pages import Site

PAGES = ("modules/", "case_studies/", "docs/client-guide/")
_TOKEN = re.compile(r"<!--.*?-->|<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>", re.DOTALL)
_CLASSES = re.compile(r'class="([^"]*)"')
_LINK = re.compile(r'href="(?P<path>[^":#]*)(?P<anchor>#[^"]*)?"')
_VOID = {"br", "hr", "img", "input", "col", "wbr"}
_TEXT = {"p", "li", "td", "dd"}
_QUIET_TAGS = {"a", "button", "code", "pre", "summary", "svg", "fieldset", "legend", "script"}
_QUIET_CLASSES = {"sheet", "citation", "vignette__title", "decision__title", "admonition-title"}


def link_terms(site: Site, page: str, url: str, html: str) -> str:
    """Return the HTML of ``page``, at ``url``, with its terms as buttons and their boxes behind."""
    terms = [term for term in site.course.glossary if not term.common]
    if not terms or not page.startswith(PAGES):
        return html
    linker = _Linker(terms)
    text = linker.link(html)
    boxes = [_box(site, term, url) for term in terms if term.id in linker.used]
    return text + "".join(boxes)


@dataclass
class _Linker:
    """Reads a page's HTML from beginning to end; ``used`` are the ids of terms it found."""

    terms: list[Term]
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._by_word: dict[str, Term] = {}
        for term in self.terms:
            self._by_word[term.full.lower()] = term
            if term.abbreviation:
                self._by_word[term.abbreviation] = term
        words = sorted(self._by_word, key=len, reverse=True)
        exact = "|".join(re.escape(word) for word in words if word.isupper() and len(word) > 1)
        free = "|".join(re.escape(word) for word in words if not word.isupper())
        either = f"(?:{exact})|(?i:{free})" if exact else f"(?i:{free})"
        self._pattern = re.compile(rf"(?<![\w-])(?P<word>{either})(?P<end>s?)(?![\w-])")
        self._section: set[str] = set()
        self._open: list[tuple[str, bool, bool]] = []

    def link(self, html: str) -> str:
        """Return ``html`` with the terms in its running text as buttons."""
        return "".join(self._pieces(html))

    def _pieces(self, html: str) -> Iterator[str]:
        last = 0
        for token in _TOKEN.finditer(html):
            yield self._text(html[last : token.start()])
            yield token[0]
            last = token.end()
            if token["name"]:
                self._follow(token)
        yield self._text(html[last:])

    def _follow(self, tag: re.Match[str]) -> None:
        """Keep in mind what stands around the text that follows."""
        name = tag["name"].lower()
        if name == "h2":
            self._section = set()
        if name in _VOID or tag["rest"].endswith("/"):
            return
        if tag["close"]:
            while self._open and self._open.pop()[0] != name:
                pass
            return
        _, text, quiet = self._open[-1] if self._open else ("", False, False)
        classes = _CLASSES.search(tag["rest"])
        named = set(classes[1].split()) if classes else set()
        quiet = quiet or name in _QUIET_TAGS or not _QUIET_CLASSES.isdisjoint(named)
        self._open.append((name, text or name in _TEXT, quiet))

    def _text(self, text: str) -> str:
        if not text.strip() or not self._open or not self._open[-1][1] or self._open[-1][2]:
            return text
        return self._pattern.sub(self._button, text)

    def _button(self, match: re.Match[str]) -> str:
        word = match["word"]
        term = self._by_word.get(word) or self._by_word[word.lower()]
        if term.id in self._section:
            return match[0]
        self._section.add(term.id)
        first, short = term.id not in self.used, word == term.abbreviation
        self.used.add(term.id)
        behind = match.string[match.end() : match.end() + 1]
        written_out = f" ({term.full.lower()})" if first and short and behind != ")" else ""
        button = f'<button type="button" class="term" popovertarget="term-{term.id}">{match[0]}'
        return f"{button}</button>{written_out}"


def _box(site: Site, term: Term, url: str) -> str:
    """Write the definition of ``term`` as it stands below the page at ``url``."""
    markdown = Markdown(extensions=[CitationExtension(site.bibliography), "smarty"])
    definition = _LINK.sub(lambda link: _from(url, link), markdown.convert(term.definition))
    return (
        f'<div popover id="term-{term.id}" class="term-box">'
        f"<p><strong>{escape(term.term)}</strong></p>{definition}</div>\n"
    )


def _from(url: str, link: re.Match[str]) -> str:
    """Turn a link of the glossary's source into one from the page at ``url``."""
    anchor = link["anchor"] or ""
    if not link["path"]:
        return link[0]
    path = posixpath.normpath(posixpath.join(GLOSSARY.parent.as_posix(), link["path"]))
    address = path.removeprefix("docs/").removesuffix(".md").removesuffix("index")
    address = address if not address or address.endswith("/") else f"{address}/"
    return f'href="{get_relative_url(address, url)}{anchor}"'
