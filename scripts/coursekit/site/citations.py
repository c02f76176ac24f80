"""A Markdown extension that writes ``[@key]`` as an author-year link to the reference list."""

from html import escape

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

from coursekit.content.citations import CITATION, parse_citations
from coursekit.site.bibliography import Bibliography


class CitationExtension(Extension):
    """Renders citations of the works in ``bibliography``; keys were checked when it was read."""

    def __init__(self, bibliography: Bibliography):
        super().__init__()
        self._bibliography = bibliography

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the pattern before Markdown's own links."""
        md.inlinePatterns.register(_CitationProcessor(self._bibliography, md), "citation", 185)


class _CitationProcessor(InlineProcessor):
    def __init__(self, bibliography: Bibliography, md: Markdown):
        super().__init__(CITATION, md)
        self._bibliography = bibliography

    def handleMatch(self, m, data):  # noqa: N802, ARG002 - Python-Markdown's names
        """Build ``(<a>Known et al., 2020</a>; <a>…</a>)``.

        The HTML is stashed, since the list it links to is added to the page later, and MkDocs
        would report its anchors as missing.
        """
        links = [
            f'<a href="#ref-{escape(citation.key)}">{escape(text)}</a>'
            for citation, text in self._bibliography.cite(parse_citations(m[1]))
        ]
        html = f'<span class="citation">({"; ".join(links)})</span>'
        return self.md.htmlStash.store(html), m.start(0), m.end(0)
