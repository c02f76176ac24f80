"""The exam page: every question of the bank in one form, and nothing that tells a right answer."""

import re

from markdown import Markdown
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coursekit.content import Course, Question
from coursekit.site.outline import unit_address
from coursekit.site.pages import Site
from coursekit.site.questions import RenderedOption

_PARAGRAPH = re.compile(r"^\s*<p>((?:(?!</?p>).)*)</p>\s*$", re.DOTALL)


def exam_form(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the exam bank as one form, with nothing in it that tells a right answer.

    Each group says how many of its questions an attempt draws, and not what they are about.
    """
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def html(text: str) -> Markup:
        return Markup(_PARAGRAPH.sub(r"\1", markdown.reset().convert(text)))

    def asked(question: Question) -> dict:
        options = [
            RenderedOption(option.letter, html(option.text), Markup(), correct=False)
            for option in question.options
        ]
        return {"question": question, "stem": html(question.stem), "options": options}

    groups = [
        (group.items, [asked(question) for question in group.questions])
        for group in site.course.strata
    ]
    addresses = [get_relative_url(unit_address(scene), page.url) for scene in site.course.scenes]
    return site.render(
        "exam.html",
        groups=groups,
        scenes=list(zip(site.course.scenes, addresses, strict=True)),
        each=_asked_for_each(site.course),
    )


def _asked_for_each(course: Course) -> dict[str, list[tuple[str, str]]]:
    """Return what a question of the evaluation may be asked for each of: key and words."""
    settings = course.settings
    return {
        "outcome": [(outcome.id, outcome.text) for outcome in settings.outcomes],
        "module": [(module.slug, module.title) for module in course.modules],
        "author": [(f"author-{n}", author) for n, author in enumerate(settings.authors, 1)],
    }
