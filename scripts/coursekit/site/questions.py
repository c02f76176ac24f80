"""Practice questions: the words from mkdocs-quiz's HTML, in markup that our script drives."""

from dataclasses import dataclass

from jinja2 import Environment
from lxml import html
from markupsafe import Markup

from coursekit.content import Question
from coursekit.site.markup import inner_html


@dataclass(frozen=True)
class RenderedOption:
    """One option as HTML; ``reason`` is empty in an exam."""

    letter: str
    text: Markup
    reason: Markup
    correct: bool


def render_question(templates: Environment, question: Question, quiz_html: str) -> str:
    """Return our markup for ``question``, whose words mkdocs-quiz has rendered as ``quiz_html``."""
    (quiz,) = html.fragment_fromstring(quiz_html, create_parent="div").find_class("quiz")
    labels = quiz.findall(".//fieldset//label")
    options = [
        RenderedOption(
            option.letter, inner_html(label), inner_html(label.getnext()), option.correct
        )
        for option, label in zip(question.options, labels, strict=True)
    ]
    (stem,) = quiz.find_class("quiz-question")
    (rationale,) = quiz.find_class("content")
    return templates.get_template("question.html").render(
        question=question, options=options, stem=inner_html(stem), rationale=inner_html(rationale)
    )
