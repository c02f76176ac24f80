"""Every practice question on one page, to come back to: ``<!-- course:review -->``."""

import posixpath
import re
from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from coursekit.content import Course, Module
from coursekit.content.markdown_source import without_code
from coursekit.content.questions import QUESTION

_BEGIN, _END = "<!-- course:review -->", "<!-- course:/review -->"
_ASKED_FOR = re.compile(rf"^{_BEGIN}$", re.MULTILINE)
_WRITTEN = re.compile(f"{_BEGIN}(.*){_END}", re.DOTALL)
_LINK = re.compile(r"(?<=\]\()(?P<path>(?![a-zA-Z][a-zA-Z0-9+.-]*:|/)[^\s()#]*)(?=[\s)#])")
"""The path of a link inside the course; what begins with a scheme or a slash is none."""


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put every practice question, module by module, behind the comment, and a mark behind them.

    Questions asked before a lesson are left out. Links are those that the practice pages have, as
    they are right from ``page``, a path such as ``docs/review.md``.
    """

    def questions(_: re.Match[str]) -> str:
        modules = [text for module in course.modules for text in _module(course, module, page)]
        return "\n\n".join([_BEGIN, *modules, _END])

    return _ASKED_FOR.sub(questions, markdown)


def _module(course: Course, module: Module, page: str) -> Iterator[str]:
    """Give a heading for ``module``, and each of its practice questions below it."""
    if not module.practice:
        return
    yield f"## {module.title} {{#review-{module.slug}}}"
    path = module.practice[0].path
    source = course.documents[path]
    for match in QUESTION.finditer(source.prose):
        quiz = source.body[match.start("quiz") : match.end("quiz")]
        asked = _with_links(quiz, path.as_posix(), page)
        yield f"### {match['title']} {{{match['attributes']}}}\n\n<quiz>\n{asked}</quiz>"


def _with_links(markdown: str, written_in: str, page: str) -> str:
    """Return Markdown of the file ``written_in`` with its links as they are right in ``page``."""
    pieces, last = [], 0
    for match in _LINK.finditer(without_code(markdown)):
        target = posixpath.join(posixpath.dirname(written_in), match["path"])
        whole = posixpath.normpath(target) if match["path"] else written_in
        pieces += [markdown[last : match.start()]]
        pieces += [posixpath.relpath(whole, posixpath.dirname(page))]
        last = match.end()
    return "".join(pieces) + markdown[last:]


def finish(templates: Environment, html: str) -> str:
    """Put the questions of a page, as they are in ``html``, where its script finds them."""

    def ours(match: re.Match[str]) -> str:
        return templates.get_template("review.html").render(questions=Markup(match[1]))

    return _WRITTEN.sub(ours, html)
