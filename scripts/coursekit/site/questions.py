"""Practice questions: the words from mkdocs-quiz's HTML, in markup that our script drives."""

from dataclasses import dataclass

from bs4 import BeautifulSoup
from jinja2 import Environment
from markupsafe import Markup

from coursekit.content import Question


@dataclass(frozen=True)
class RenderedOption:
    """One option as HTML; ``reason`` is empty in an exam."""

    letter: str
    text: Markup
    reason: Markup
    correct: bool


def render_question(templates: Environment, question: Question, quiz_html: str) -> str:
    """Return our markup for ``question``, whose words mkdocs-quiz has rendered as ``quiz_html``."""
    quiz = BeautifulSoup(quiz_html, "html.parser").select_one("div.quiz")
    options = [
        RenderedOption(
            option.letter,
            _inner(label),
            _inner(label.find_next_sibling("div", class_="answer-feedback")),
            option.correct,
        )
        for option, label in zip(question.options, quiz.select("fieldset label"), strict=True)
    ]
    return templates.get_template("question.html").render(
        question=question,
        options=options,
        stem=_inner(quiz.select_one("div.quiz-question")),
        rationale=_inner(quiz.select_one("section.content")),
    )


def _inner(element) -> Markup:
    return Markup(element.decode_contents().strip())
