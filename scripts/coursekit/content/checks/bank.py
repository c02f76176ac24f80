"""Rules about questions beside each other: what a whole bank gives away.

A learner who never read the course must not pass by the length, the place or the wording of the
right answers. The limits are those of the project's notes on item writing, after Haladyna, Downing
and Rodriguez (2002). A small bank is left alone, as chance rules there.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from math import ceil, floor, sqrt
from statistics import mean
from string import ascii_lowercase

from coursekit.content.checks.guessers import (
    GUESSERS,
    Guesser,
    chance,
    content_words,
    longest,
    root,
    score,
    second,
    visible,
    words,
)
from coursekit.content.checks.rules import rule
from coursekit.content.course import Course
from coursekit.content.errors import Finding
from coursekit.content.questions import Question

_LEAST_EXAM = 10
_LEAST_PRACTICE = 8
_ABOVE_CHANCE = 0.15
_BELOW_PASS = 0.20
_ROUNDING = 1e-9
_DEVIATIONS = 1.5
_SHORTEST_KEYS, _LONGEST_KEYS = 0.8, 1.25
_LONGEST_RUN = 3
_CLANG_LETTERS = 6
_RARE_SHARE = 0.1


@dataclass(frozen=True)
class _Bank:
    """The questions with one right answer, of the exam or for practice, in their order."""

    name: str
    questions: tuple[Question, ...]

    def finding(self, code: str, text: str) -> Finding:
        """Put what is true of the whole bank at the top of its first file."""
        return Finding(self.questions[0].path, 1, code, text)


@rule
def clang(course: Course) -> Iterator[Finding]:
    """I305: the key alone repeats a rare word of the stem, and no distractor repeats as many.

    A word is rare unless more than one in ten stems of the course have it.
    """
    questions = [question for module in course.modules for question in module.questions]
    stems = Counter(chain.from_iterable(content_words(question.stem) for question in questions))
    often = max(1, _RARE_SHARE * len(questions))
    for question in questions:
        # A name is in upper case; so is the first word of a sentence, which is let go.
        lower = [word for word in words(question.stem) if word.islower()]
        long = {root(word) for word in lower if len(word) >= _CLANG_LETTERS}
        rare = {word for word in long & content_words(question.stem) if stems[word] <= often}
        wrong = [rare & content_words(o.text) for o in question.options if not o.correct]
        for option in question.options:
            echo = rare & content_words(option.text)
            alone = echo.difference(*wrong)
            if option.correct and alone and wrong and len(echo) > max(map(len, wrong)):
                repeated = dict.fromkeys(w for w in words(option.text) if root(w) in alone)
                listed = ", ".join(f'"{word}"' for word in repeated)
                text = f"the stem shares {listed} with option {option.letter}, which is right, "
                text += "and with no other"
                yield Finding(question.path, question.line, "I305", text)


@rule
def key_longest(course: Course) -> Iterator[Finding]:
    """I310: too many keys are longer than every other option."""
    for bank in _banks(course):
        share, limit = _longest_share(bank), chance(bank.questions) + _ABOVE_CHANCE
        if share - limit > _ROUNDING:
            text = f"in {share:.0%} of {_count(bank)} the right answer is longer than every "
            yield bank.finding("I310", f"{text}other option; at most {limit:.0%} may be so")


@rule
def key_places(course: Course) -> Iterator[Finding]:
    """I311: the keys stand in one place too often or too seldom."""
    for bank in _banks(course):
        for place, keys, fewest, most in _places(bank):
            if not fewest <= keys <= most:
                text = f"option {ascii_lowercase[place]} is right in {keys} of {_count(bank)}; "
                yield bank.finding("I311", f"{text}{fewest} to {most} would be even")


@rule
def key_length(course: Course) -> Iterator[Finding]:
    """I312: keys are longer or shorter than distractors, on average."""
    for bank in _banks(course):
        options = [option for question in bank.questions for option in question.options]
        right = mean(len(visible(option.text)) for option in options if option.correct)
        wrong = mean(len(visible(option.text)) for option in options if not option.correct)
        if not _SHORTEST_KEYS * wrong <= right <= _LONGEST_KEYS * wrong:
            text = f"over {_count(bank)} the right answers have {right:.0f} characters on average "
            yield bank.finding("I312", f"{text}and the others {wrong:.0f}")


@rule
def key_runs(course: Course) -> Iterator[Finding]:
    """I313: the same place is right more than three times in a row, within a file."""
    for bank in _banks(course):
        for _, run in groupby(bank.questions, key=lambda item: (item.path, _key_place(item))):
            same = list(run)
            if len(same) > _LONGEST_RUN:
                item = same[_LONGEST_RUN]
                text = f"option {ascii_lowercase[_key_place(item)]} is right {len(same)} times in "
                text += f"a row, from {same[0].id} to {same[-1].id}"
                yield Finding(item.path, item.line, "I313", text)


@rule
def guessers(course: Course) -> Iterator[Finding]:
    """I314: somebody who never read the course scores far above chance, or close to passing."""
    pass_mark = course.settings.exam.pass_percent / 100
    for bank in _banks(course):
        by_chance = chance(bank.questions)
        limit = max(0, min(by_chance + _ABOVE_CHANCE, pass_mark - _BELOW_PASS))
        for what, guess in GUESSERS.items():
            scored = score(guess, bank.questions)
            if scored - limit > _ROUNDING and not _reported_already(bank, guess):
                text = f"whoever {what} has {scored:.0%} of {_count(bank)} right; chance "
                text += f"gives {by_chance:.0%}, and at most {limit:.0%} may be"
                yield bank.finding("I314", text)


def _banks(course: Course) -> Iterator[_Bank]:
    """Give the exam and the questions for practice, each unless it is too small to judge."""
    exam = chain.from_iterable(module.exam for module in course.modules)
    lessons = chain.from_iterable(module.before for module in course.modules)
    practice = chain.from_iterable(module.practice for module in course.modules)
    for name, questions, least in (
        ("exam", exam, _LEAST_EXAM),
        ("practice", chain(practice, lessons), _LEAST_PRACTICE),
    ):
        bank = _Bank(name, tuple(item for item in questions if not item.multiple))
        if len(bank.questions) >= least:
            yield bank


def _key_place(question: Question) -> int:
    """Return the place of the right option, counted from 0."""
    return next(place for place, option in enumerate(question.options) if option.correct)


def _places(bank: _Bank) -> Iterator[tuple[int, int, int, int]]:
    """Give each place with the number of its keys, and the fewest and the most that are even.

    With questions of k options each, a place is expected to hold n/k keys, give or take 1.5
    standard deviations; with unequal numbers of options, 1/k is added up over the questions that
    have the place.
    """
    keys = Counter(_key_place(question) for question in bank.questions)
    for place in range(max(len(question.options) for question in bank.questions)):
        rates = [1 / len(q.options) for q in bank.questions if place < len(q.options)]
        spread = _DEVIATIONS * sqrt(sum(rate * (1 - rate) for rate in rates))
        yield place, keys[place], ceil(sum(rates) - spread), floor(sum(rates) + spread)


def _reported_already(bank: _Bank, guess: Guesser) -> bool:
    """Tell whether I310 or I311 names what ``guess`` goes by: that is one defect, not two."""
    if guess is longest:
        return _longest_share(bank) - chance(bank.questions) - _ABOVE_CHANCE > _ROUNDING
    if guess is second:
        return any(place == 1 and keys > most for place, keys, _, most in _places(bank))
    return False


def _longest_share(bank: _Bank) -> float:
    """Return the share of questions whose key is longer than every other option."""
    return mean(_key_is_longest(question) for question in bank.questions)


def _key_is_longest(question: Question) -> bool:
    lengths = longest(question)
    right = lengths.pop(_key_place(question))
    return right > max(lengths)


def _count(bank: _Bank) -> str:
    return f"{len(bank.questions)} {bank.name} questions"
