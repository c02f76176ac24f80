"""How much credit the course supports, by each method of the field, once for the whole course.

Approving bodies disagree by a factor of two about the words of an hour, and the formula of
Mergener grows when it is run for each module and summed, so hours are computed once over all
counted text, per body, and only ever rounded down. Nothing here says that a body approved
anything.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from statistics import median

from coursekit.content.course import Course
from coursekit.content.credit_models import Credit, CreditBody

SIXTY = Decimal(60)
SHOWN = Decimal("0.001")
"""To what exact hours are cut when they are shown, so that they never look like more."""
CONTACT_HOURS = CreditBody(body="Contact hours", minimum=Decimal("0.25"))
"""How the course's own hours are counted: the lowest of what is known, with no least award."""

METHODS = {
    "words": "Word count",
    "mergener": "Mergener's formula",
    "time": "Plain reading time",
    "pilot": "Pilot's median",
}


@dataclass(frozen=True)
class CountedText:
    """One file whose words count; ``sha256`` is that of its text without front matter."""

    path: Path
    words: int
    sha256: str


@dataclass(frozen=True)
class Award:
    """What the rule of one body makes of the course.

    Attributes:
        body: as ``course.yml`` names it, with its rule, step and minimum.
        method: the method whose result was taken, a key of `METHODS`; None when none is known.
        exact: hours before rounding; None when the rule lacks a figure that it needs.
        hours: after rounding down; 0 when that is below the body's minimum.
        reason: how ``hours`` came about, in a few words.
    """

    body: CreditBody
    method: str | None
    exact: Decimal | None
    hours: Decimal
    reason: str


@dataclass(frozen=True)
class CreditCount:
    """The whole computation: counted text, each method's hours, and what each body makes of it.

    ``methods`` holds exact hours by the keys of `METHODS`; a method that lacks a figure is not
    in it. ``counted_questions`` is the number that the formula was given.
    """

    settings: Credit
    texts: tuple[CountedText, ...]
    questions: int
    counted_questions: int
    methods: dict[str, Decimal]
    contact: Award
    bodies: tuple[Award, ...]

    @property
    def words(self) -> int:
        """All counted words."""
        return sum(text.words for text in self.texts)

    @property
    def sha256(self) -> str:
        """One hash for all counted text: that of the lines ``hash  path`` of its files."""
        lines = "".join(f"{text.sha256}  {text.path.as_posix()}\n" for text in self.texts)
        return hashlib.sha256(lines.encode()).hexdigest()


def mergener_minutes(words: int, questions: int, difficulty: Decimal) -> Decimal:
    """Return 0.9 · (-22.3 + 0.00209·words + 2.78·questions + 15.5·difficulty), at least 0.

    The formula is Mergener's (A preliminary study to determine the amount of continuing education
    credit to award for home study programs, Am J Pharm Educ 1991;55:263-266), with the correction
    factor 0.9 of the version that was validated on ten printed courses for pharmacists (Validation
    of a formula for assigning continuing education credit to printed home study courses, Am J
    Pharm Educ 2007;71(6)). The constant is minus 22.3: the worked sum of the Association of
    periOperative Registered Nurses (3,774 words, 16 questions, difficulty 2.5: 61.9 minutes) comes
    out with no other sign. That it holds for psychotherapists who read web pages is unproven.

    Args:
        words: of learning content; no title, references, test or navigation.
        questions: of the final exam.
        difficulty: 1 very easy, 2 somewhat easy, 3 moderate, 4 difficult, 5 very difficult.
    """
    raw = (
        Decimal("-22.3")
        + Decimal("0.00209") * words
        + Decimal("2.78") * questions
        + Decimal("15.5") * difficulty
    )
    return max(Decimal("0.9") * raw, Decimal(0))


def plain_minutes(words: int, questions: int, settings: Credit) -> Decimal:
    """Return reading time and a fixed time for each question: 200 words and 1 minute by default.

    200 words a minute is the rate of the National Certification Board for Therapeutic Massage and
    Bodywork, a minute for a question that of the National Center for Competency Testing.
    """
    return Decimal(words) / settings.words_per_minute + questions * settings.minutes_per_question


def counted_questions(questions: int, settings: Credit) -> int:
    """Return how many exam questions the formula may count: each adds 2.5 minutes without a word.

    At most 10 for the first declared hour and 8 for each hour after it, by default.
    """
    guards = settings.guards
    further = max(settings.contact_hours - 1, Decimal(0)) * guards.questions_further_hour
    return min(questions, guards.questions_first_hour + int(further))


def round_down(hours: Decimal, step: Decimal) -> Decimal:
    """Return the greatest multiple of ``step`` that is not above ``hours``."""
    return (hours / step).to_integral_value(ROUND_FLOOR) * step


def written(hours: Decimal) -> str:
    """Write a number without idle zeros: ``6.25``, ``6``."""
    return format(hours.normalize(), "f")


def count_credit(course: Course) -> CreditCount:
    """Compute the credit of the whole course, by each method and for each body."""
    settings = course.settings.credit
    texts = tuple(_counted_texts(course))
    words, questions = sum(text.words for text in texts), course.asked
    counted = counted_questions(questions, settings)
    methods = {
        "words": Decimal(words) / settings.words_per_hour,
        "time": plain_minutes(words, questions, settings) / SIXTY,
    }
    if settings.difficulty is not None:
        methods["mergener"] = mergener_minutes(words, counted, settings.difficulty) / SIXTY
    if len(settings.pilot_minutes) >= settings.guards.pilot_readers:
        methods["pilot"] = median(settings.pilot_minutes) / SIXTY
    return CreditCount(
        settings=settings,
        texts=texts,
        questions=questions,
        counted_questions=counted,
        methods={name: methods[name] for name in METHODS if name in methods},
        contact=award(CONTACT_HOURS, methods, words),
        bodies=tuple(award(body, methods, words) for body in settings.bodies),
    )


def award(body: CreditBody, methods: dict[str, Decimal], words: int) -> Award:
    """Apply the rule of ``body`` to the exact hours of the methods that could be computed."""
    known = methods
    if body.words_per_hour is not None:
        known = methods | {"words": Decimal(words) / body.words_per_hour}
    method = _method(body, known)
    if method is None:
        return Award(body, None, None, Decimal(0), "difficulty is not set in course.yml")
    exact = known[method]
    hours, shown = round_down(exact, body.step), round_down(exact, SHOWN)
    if hours < body.minimum:
        reason = f"{shown:.3f}, below the minimum of {written(body.minimum)}"
        return Award(body, method, exact, Decimal(0), reason)
    return Award(body, method, exact, hours, f"{shown:.3f}, down to a step of {written(body.step)}")


def _method(body: CreditBody, methods: dict[str, Decimal]) -> str | None:
    """Return the method that the rule of ``body`` takes; None when its figure is missing."""
    if body.rule == "pilot-first" and "pilot" in methods:
        return "pilot"
    if body.rule in ("lowest", "pilot-first"):
        known = [name for name in ("words", "mergener", "pilot") if name in methods]
        return min(known, key=methods.__getitem__)
    return body.rule if body.rule in methods else None


def _counted_texts(course: Course) -> Iterator[CountedText]:
    """Give modules and required cases: what everyone reads who gets the certificate."""
    cases = [case for case in course.cases if case.front_matter.required]
    for unit in (*course.modules, *cases):
        digest = hashlib.sha256(unit.source.body.encode()).hexdigest()
        yield CountedText(unit.source.path, unit.words, digest)
