"""How the questions of the exam did: first attempts only, and nothing that leads to a learner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coursekit.certificates.registry.reading import Sitting
from coursekit.certificates.spreadsheet import Cell
from coursekit.content import Course, Question
from coursekit.content.reporting_models import Reporting
from coursekit.reports.figures import percent, point_biserial, wilson

_ITEMS = (
    "Version",
    "Question",
    "Objective",
    "Level",
    "First attempts",
    "Right %",
    "from %",
    "to %",
    "Discrimination",
    "Note",
)
_OPTIONS = ("Version", "Question", "Option", "Key", "Chosen", "Share %", "Note")

SETTLED = 100
"""First attempts from which on a discrimination is more than provisional."""

_HARD, _VERY_HARD, _EASY, _IDLE = 0.50, 0.30, 0.95, 0.05


@dataclass(frozen=True)
class ItemAnswers:
    """The first attempts at one question of one version.

    Attributes:
        question: the question, where the checkout is of that version.
        right: whether each answer is right.
        rest: beside it, the share of the other questions that the same attempt has right.
        chosen: beside it, the letters that were chosen.
    """

    version: str
    name: str
    question: Question | None
    right: tuple[bool, ...]
    rest: tuple[float, ...]
    chosen: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many attempts asked the question."""
        return len(self.right)

    @property
    def key(self) -> frozenset[str] | None:
        """The letters of the key: those of the question, or of an answer that was right."""
        if self.question:
            return self.question.key
        keys = {
            frozenset(c) for c, is_right in zip(self.chosen, self.right, strict=True) if is_right
        }
        return keys.pop() if len(keys) == 1 else None

    @property
    def letters(self) -> list[str]:
        """The options: those of the question, or those that were ever chosen."""
        if self.question:
            return [option.letter for option in self.question.options]
        return sorted(set("".join(self.chosen)))


def answers_by_item(course: Course, sittings: Iterable[Sitting]) -> list[ItemAnswers]:
    """Return the answers to each question of each version, in the order of their names.

    Two versions are never mixed: a question may have been changed between them. An attempt that
    asked a single question has no rest, which then counts as 0.
    """
    found: dict[tuple[str, str], list[tuple[bool, float, str]]] = {}
    for sitting in sittings:
        total, others = sum(item.right for item in sitting.answers), len(sitting.answers) - 1
        for item in sitting.answers:
            rest = (total - item.right) / others if others else 0.0
            answer = (item.right, rest, item.chosen)
            found.setdefault((sitting.course_version, item.item), []).append(answer)
    return [
        ItemAnswers(
            version=version,
            name=name,
            question=course.exam.get(name) if version == course.settings.version else None,
            right=tuple(right for right, _, _ in answers),
            rest=tuple(rest for _, rest, _ in answers),
            chosen=tuple(chosen for _, _, chosen in answers),
        )
        for (version, name), answers in sorted(found.items())
    ]


def item_rows(found: Iterable[ItemAnswers], reporting: Reporting) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for each question: p with its 95 % interval, and discrimination.

    p is the share of first attempts with exactly the key; its interval is Wilson's score interval.
    Discrimination is the point-biserial correlation with the share of the *other* questions that
    the same attempt has right: attempts are drawn from a bank, so that the others differ.
    """
    yield _ITEMS
    for item in found:
        begin = (
            item.version,
            item.name,
            item.question.objective if item.question else None,
            item.question.level if item.question else None,
        )
        if item.count < reporting.least_answers:
            few = f"fewer than {reporting.least_answers}"
            yield (*begin, few, None, None, None, None, "hidden")
            continue
        rights = sum(item.right)
        interval = wilson(rights, item.count)
        share = rights / item.count
        enough = item.count >= reporting.least_for_discrimination
        found_r = point_biserial(item.right, item.rest) if enough else None
        yield (
            *begin,
            item.count,
            percent(share),
            percent(interval.low),
            percent(interval.high),
            # Text that begins with a minus would be taken for a formula; a number is none.
            None if found_r is None else _rounded(found_r),
            "; ".join(_notes(item, share, found_r, reporting)) or None,
        )


def option_rows(found: Iterable[ItemAnswers], reporting: Reporting) -> Iterator[tuple[Cell, ...]]:
    """Give the head and a row for each option: how many first attempts chose it.

    A distractor that fewer than 5 % chose does no work (Haladyna TM, Downing SM. How many options
    is enough for a multiple-choice test item? Educational and Psychological Measurement
    1993;53:999-1010). Questions with fewer first attempts than are reported are left out here;
    `item_rows` names them.
    """
    yield _OPTIONS
    for item in found:
        if item.count < reporting.least_answers:
            continue
        for letter in item.letters:
            chosen = sum(letter in answer for answer in item.chosen)
            share = chosen / item.count
            is_key = None if item.key is None else letter in item.key
            idle = is_key is False and share < _IDLE
            yield (
                item.version,
                item.name,
                letter,
                {True: "key", False: "distractor", None: "not known"}[is_key],
                chosen,
                percent(share),
                "fewer than 5 % chose it" if idle else None,
            )


def _notes(
    item: ItemAnswers, share: float, discrimination: float | None, reporting: Reporting
) -> Iterator[str]:
    """Say what a person should look at; an exam of mastery expects p from 0.70 to 0.95."""
    if share < _VERY_HARD:
        yield "fewer than 30 % are right: check the key"
    elif share < _HARD:
        yield "fewer than half are right: review"
    elif share > _EASY and item.count >= reporting.least_for_discrimination:
        yield "more than 95 % are right: it tells little"
    if discrimination is not None and discrimination < 0:
        yield "who is right does worse on the rest: check the key"
    if item.count < reporting.least_for_discrimination:
        yield f"discrimination is hidden below {reporting.least_for_discrimination} first attempts"
    elif discrimination is None:
        yield _undefined(item.right)
    elif item.count < SETTLED:
        yield f"provisional below {SETTLED} first attempts"


def _undefined(right: Sequence[bool]) -> str:
    if len(set(right)) == 1:
        return "all answered alike: there is no discrimination"
    return "all did equally well on the rest: there is no discrimination"


def _rounded(value: float) -> float:
    return round(value, 3) + 0.0
