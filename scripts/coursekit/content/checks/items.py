"""Rules about single questions: how each is asked and what its options give away.

The rules are from Haladyna, Downing and Rodriguez (2002) and from the list of flaws that the
National Board of Medical Examiners hands to item writers.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf, nextafter

from coursekit.content.checks.guessers import (
    asked_sentence,
    end,
    find_phrases,
    is_question,
    main_clause,
    may_hold,
    phrases,
    sentences_of,
    start,
    visible,
)
from coursekit.content.checks.rules import rule
from coursekit.content.course import Course
from coursekit.content.errors import Finding
from coursekit.content.questions import Option, Question

_EMPHATIC = re.compile(r"\b(?:NOT|EXCEPT|FALSE|NEVER|LEAST|except (?:for )?(?:which|what|whom))\b")
_CONTRACTED = re.compile("\\b\\w+n['\u2019]t\\b")
_LETTERS = re.compile(
    r"(?:(?:both|either|neither|only)\s+)?\(?[a-f]\)?(?:\s*,\s*\(?[a-f]\)?)*\s*,?"
    r"\s*(?:and|or|nor|&)\s*\(?[a-f]\)?(?:\s+only)?\W*",
    re.I,
)
_ARTICLE_LAST = re.compile(r"(?<![\w/])an?\W*$")
_PLURAL = re.compile(
    r"\b(?:which|what)(?: of [\w ]{1,40})? (?:are|were)\b(?! (?:you|we|they)\b)", re.I
)
_SINGULAR = re.compile(r"\b(?:which|what) (?:is|was) (?:an?|the) (?:one|single)\b", re.I)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_RANGE = re.compile("(?:between )?0\\s?%?\\s?(?:to|and|[-\u2013\u2014])\\s?0")
_UNIT = re.compile(r"[^\W\d]+|%")
_TOKEN = re.compile("\\w+(?:['\u2019]\\w+)*")


@rule
def negative_stem(course: Course) -> Iterator[Finding]:
    """I301: the question asks for what is wrong, by a word that is easily read over."""
    for question in _questions(course):
        asked = asked_sentence(question)
        main = phrases("harmless_negations").sub(" ", main_clause(asked))
        negation = (
            phrases("negations").search(main) or _CONTRACTED.search(main) or _EMPHATIC.search(asked)
        )
        if negation:
            text = f'"{negation[0]}" turns the question round: "{start(asked)}"'
            yield _finding(question, "I301", text)


@rule
def incomplete_stem(course: Course) -> Iterator[Finding]:
    """I302: the stem asks nothing, or goes on after it has asked."""
    for question in _questions(course):
        sentences = sentences_of(question.stem)
        # "Choose two." may follow the question where several options are right.
        last = sentences[-2:] if question.multiple else sentences[-1:]
        if not any(map(is_question, last)):
            last_words = end(sentences[-1]) if sentences else ""
            asks = any(map(is_question, sentences))
            text = "goes on after its question" if asks else "asks no question"
            yield _finding(question, "I302", f'the stem {text}; its last words are "{last_words}"')


@rule
def collective_option(course: Course) -> Iterator[Finding]:
    """I303: an option that is about other options."""
    for question in _questions(course):
        for option in question.options:
            text = visible(option.text)
            collective = may_hold("collected", text) and _COLLECTIVE.search(text)
            if collective or _LETTERS.fullmatch(text):
                text = f'option {option.letter}, "{start(text)}", is about other options'
                yield Finding(question.path, option.line, "I303", text)


@rule
def absolutes(course: Course) -> Iterator[Finding]:
    """I304: wrong options speak in absolutes and the key does not."""
    for question in _questions(course):
        found = [(option, find_phrases("absolutes", option.text)) for option in question.options]
        wrong = [
            f'"{words[0]}" ({option.letter})'
            for option, words in found
            if words and not option.correct
        ]
        if len(wrong) > 1 and not any(words for option, words in found if option.correct):
            text = f"wrong options have {', '.join(wrong)}, and the right one has no such word"
            yield _finding(question, "I304", text)


@rule
def grammar(course: Course) -> Iterator[Finding]:
    """I306: the stem's grammar rules options out."""
    for question in _questions(course):
        if article := _ARTICLE_LAST.search(visible(question.stem)):
            word = article[0].rstrip(" :.?\u2026")
            fits = "a vowel" if word == "an" else "a consonant"
            text = f'the stem ends in "{word}", which only an option that begins with {fits} fits'
            yield _finding(question, "I306", text)
        asked = asked_sentence(question)
        for pattern, number, openers in (
            (_PLURAL, "several things", "singular_openers"),
            (_SINGULAR, "one thing", "plural_openers"),
        ):
            asks = pattern.search(asked)
            off = [o for o in question.options if asks and phrases(openers).match(visible(o.text))]
            if 0 < len(off) < len(question.options):
                text = f'the stem asks for {number}, and option {off[0].letter} begins "'
                yield _finding(question, "I306", f'{text}{start(visible(off[0].text))}"')


@rule
def overlap(course: Course) -> Iterator[Finding]:
    """I307: an option contains another, or their numbers overlap."""
    for question in _questions(course):
        read = [_ReadOption(option) for option in question.options]
        for first, second in combinations(read, 2):
            if how := _overlap(first, second):
                text = f"options {first.quoted} and {second.quoted} {how}"
                yield Finding(question.path, second.option.line, "I307", text)


_COLLECTIVE = re.compile(
    rf"^{phrases('collecting').pattern}(?: of)?(?: the)?(?: other)? {phrases('collected').pattern}"
    rf"(?: (?:is|are) \w+)?\W*$"
    rf"|{phrases('collecting').pattern}(?: of)? the {phrases('pointing').pattern}",
    re.I,
)


def _questions(course: Course) -> Iterator[Question]:
    """Give every question, in the order of the modules."""
    return (question for module in course.modules for question in module.questions)


def _finding(question: Question, code: str, text: str) -> Finding:
    """Put a finding at the question's heading, above which a comment may ignore it."""
    return Finding(question.path, question.line, code, text)


class _ReadOption:
    """An option with its words and with the numbers that it counts."""

    def __init__(self, option: Option):
        text = visible(option.text)
        self.option = option
        self.tokens = _TOKEN.findall(text.lower())
        self.joined = f" {' '.join(self.tokens)} "
        self.interval = _interval(text.lower())

    @property
    def quoted(self) -> str:
        """How a message names the option."""
        return f'{self.option.letter}, "{start(visible(self.option.text))}",'


def _overlap(first: _ReadOption, second: _ReadOption) -> str:
    """Say how two options overlap; the text is empty when they do not."""
    one, two = first.interval, second.interval
    if one and two and one[0] == two[0]:
        return "overlap" if max(one[1], two[1]) <= min(one[2], two[2]) else ""
    short, long = (first, second) if len(first.tokens) <= len(second.tokens) else (second, first)
    if not short.tokens or short.joined not in long.joined:
        return ""
    more = set(long.tokens) - set(short.tokens)
    opposite = any(map(phrases("reversals").fullmatch, more))
    return "" if opposite else "overlap, as one contains the other"


def _interval(text: str) -> tuple[str, float, float] | None:
    """Return what an option counts, its lowest and its highest number; None without numbers."""
    numbers = [float(number.replace(",", "")) for number in _NUMBER.findall(text)]
    if not 0 < len(numbers) <= 2:
        return None
    unit = _RANGE.sub("#", _NUMBER.sub("0", text))
    if (len(numbers) == 2) != ("#" in unit):
        return None
    low, high = min(numbers), max(numbers)
    for name, bounds in (
        ("from", (low, inf)),
        ("up_to", (-inf, high)),
        ("above", (nextafter(low, inf), inf)),
        ("below", (-inf, nextafter(high, -inf))),
    ):
        unit, found = phrases(name).subn(" ", unit)
        if found and len(numbers) == 1:
            low, high = bounds
    return " ".join(_UNIT.findall(unit)), low, high
