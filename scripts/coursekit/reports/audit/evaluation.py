"""What learners think of the course, summed up so that nothing leads back to one of them.

Only counts leave the registry. A question with few answers shows none of them. No row holds a time,
a version or a place in an order, and every question is counted on its own: what one person answered
to two questions cannot be put together again. Comments stand in the order of the alphabet, question
by question.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean, median, pstdev

from coursekit.certificates.evaluations import Evaluation
from coursekit.certificates.spreadsheet import Cell
from coursekit.content import Course
from coursekit.content.form_models import EvaluationItem
from coursekit.reports.audit.names import Names
from coursekit.reports.figures import percent

_AGREES = 4
"""The lowest answer to a statement that agrees."""

_QUESTIONS = ("Question", "Asked", "About", "Answers", "Mean", "SD", "Median", "Agree %", "Note")
_ANSWERS = ("Question", "About", "Value", "Answer", "Count", "Share %")

Value = int | str


@dataclass(frozen=True)
class Answered:
    """The answers to one question, or to one thing that it was asked about.

    Attributes:
        item: the question; None where the form no longer has it.
        name: its id.
        about: what it was asked about, in words; empty for most.
        values: the answers that are valid, sorted.
        invalid: how many others there are.
    """

    item: EvaluationItem | None
    name: str
    about: str
    values: tuple[Value, ...]
    invalid: int


def answered(course: Course, evaluations: Iterable[Evaluation], least: int) -> list[Answered]:
    """Return the answers of all evaluations by question, in the order of the form.

    What the form does not ask, or not any more, follows by id where ``least`` or more answered it:
    requests are not held to the form, so that even an id might be what somebody wrote.
    """
    given: dict[tuple[str, str], list[Value]] = {}
    for evaluation in evaluations:
        for name, answer in evaluation.answers.items():
            parts = answer if isinstance(answer, dict) else {"": answer}
            for about, value in parts.items():
                given.setdefault((name, about), []).append(value)
    items = course.evaluation.items if course.evaluation else ()
    subjects = _subjects(course)
    found = [
        _answered(item, item.id, words, given.pop((item.id, about), []))
        for item in items
        for about, words in (subjects[item.each] if item.each else {"": ""}).items()
    ]
    others = [
        _answered(None, name, about, values) for (name, about), values in sorted(given.items())
    ]
    return found + [one for one in others if len(one.values) >= least]


def question_rows(found: Iterable[Answered], least: int) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for each question; one with fewer than ``least`` answers has words.

    Mean and standard deviation (divided by n) are those of the answers' numbers, the first answer
    being 1; of minutes those of the minutes.
    """
    yield _QUESTIONS
    for one in found:
        asked = one.item.ask if one.item else "(a question of an earlier version of the form)"
        begin = (one.name, asked, one.about)
        count = len(one.values)
        if count < least:
            yield (*begin, f"fewer than {least}", None, None, None, None, "hidden")
            continue
        note = f"{one.invalid} more were no valid answer" if one.invalid >= least else None
        numbers = [value for value in one.values if isinstance(value, int)]
        if len(numbers) < least or (one.item and one.item.answer == "choice"):
            yield (*begin, count, None, None, None, None, note)
            continue
        agree = None
        if one.item and one.item.answer == "agree":
            agree = percent(sum(number >= _AGREES for number in numbers) / count)
        figures = (f"{fmean(numbers):.2f}", f"{pstdev(numbers):.2f}", f"{median(numbers):g}")
        yield (*begin, count, *figures, agree, note)


def answer_rows(found: Iterable[Answered], least: int) -> Iterator[tuple[Cell, ...]]:
    """Give the head and how often each answer was chosen, where ``least`` or more answered."""
    yield _ANSWERS
    for one in found:
        if not one.item or not one.item.labels or len(one.values) < least:
            continue
        counts = Counter(one.values)
        for value, label in enumerate(one.item.labels, 1):
            share = percent(counts[value] / len(one.values))
            yield (one.name, one.about, value, label, counts[value], share)


def comments_text(found: Iterable[Answered], least: int, names: Names) -> str:
    """Write what was answered in free text, each question on its own and in alphabetical order.

    A question with fewer than ``least`` comments shows none. One that names a learner, a license
    or an address is left out and counted.
    """
    lines = ["Comments, each question in alphabetical order: no two can be put together."]
    for one in found:
        if one.item and one.item.answer != "text":
            continue
        texts = [value for value in one.values if isinstance(value, str)]
        if not texts:
            continue
        title = one.item.ask if one.item else "(a question of an earlier version of the form)"
        lines += ["", f"{one.name}: {title}"]
        lines += [f"  {line}" for line in _comments(texts, least, names)]
    return "\n".join(lines) + "\n"


def _comments(texts: Collection[str], least: int, names: Names) -> Iterator[str]:
    if len(texts) < least:
        yield f"(hidden: fewer than {least} comments)"
        return
    shown = [text for text in texts if not names.stand_in(text)]
    for text in shown:
        yield f"- {' '.join(text.split())}"
    if len(shown) < len(texts):
        yield "(Comments that name a learner, a license or an e-mail address are left out.)"


def _answered(
    item: EvaluationItem | None, name: str, about: str, values: Collection[Value]
) -> Answered:
    valid = [value for value in values if _is_valid(item, value)]
    order = sorted(valid, key=lambda value: (isinstance(value, str), value))
    return Answered(item, name, about, tuple(order), len(values) - len(valid))


def _is_valid(item: EvaluationItem | None, value: Value) -> bool:
    """Tell whether ``value`` is an answer to ``item``: requests are not held to the form."""
    if item is None:
        return True
    if item.answer == "text":
        return isinstance(value, str)
    if item.answer == "minutes":
        return isinstance(value, int)
    return isinstance(value, int) and 1 <= value <= len(item.labels)


def _subjects(course: Course) -> dict[str, dict[str, str]]:
    """Return what a question is asked for each of: the words, by the id that answers have."""
    settings = course.settings
    return {
        "outcome": {outcome.id: outcome.text for outcome in settings.outcomes},
        "module": {module.slug: module.title for module in course.modules},
        "author": {f"author-{n}": author for n, author in enumerate(settings.authors, 1)},
    }
