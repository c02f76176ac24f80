"""Guessers who never read the course, the question as they see it, and how well they score.

Each follows one of the cues to the right answer that manuals of item writing warn of (Haladyna,
Downing and Rodriguez 2002). A guesser rates every option of a question and takes the highest.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from coursekit.content.questions import Question
from coursekit.content.yaml_source import read_yaml

Guesser = Callable[[Question], Sequence[float]]

_HIDDEN = re.compile(
    r"""<!--.*?(?:-->|$)      # a comment
    | \[-?@[^\]]{0,300}\]     # a citation
    | \]\([^)]{0,300}\)       # the target of a link
    | \{[#.:][^}]{0,300}\}    # attributes
    | [*_`\[\]]               # marks of emphasis, code and links""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile("[^\\W\\d_]+(?:['\u2019-][^\\W\\d_]+)*")
_TOKEN = re.compile(r"\w+")
_ENDING = re.compile("(?:['\u2019]s|ing|ed|es|e|s|ly)$")
_SENTENCE_END = re.compile("(?<=[.!?])[\"'\u2019\u201d)]*\\s+")
_CLOSERS = "\"'\u2019\u201d) "
_QUOTED = re.compile('"[^"]{0,400}"|\u201c[^\u201d]{0,400}\u201d')
_INTERROGATIVE = re.compile(r"\b(?:which|what|who|whom|whose|how|why|where|when)\b", re.I)
_QUOTE = 60
_LEAST_ROOT = 4
_LEAST_WORD = 4


def longest(question: Question) -> list[int]:
    """Take the longest option, as the right one tends to be qualified with most care."""
    return [len(visible(option.text)) for option in question.options]


def second(question: Question) -> list[int]:
    """Take the second option of every question, as authors tend to hide the key inside."""
    return [int(place == 1) for place in range(len(question.options))]


def most_hedged(question: Question) -> list[int]:
    """Take the option with most words such as *may* or *often*, which are seldom wrong."""
    return [len(find_phrases("hedges", visible(option.text))) for option in question.options]


def most_stem_words(question: Question) -> list[int]:
    """Take the option that repeats most of the stem's words."""
    stem = content_words(question.stem)
    return [len(stem & content_words(option.text)) for option in question.options]


GUESSERS: dict[str, Guesser] = {
    "takes the longest option": longest,
    "takes the second option each time": second,
    "takes the most hedged option": most_hedged,
    "takes the option with most words of the stem": most_stem_words,
}


def score(guess: Guesser, questions: Collection[Question]) -> float:
    """Return the share of ``questions``, which may not be empty, that ``guess`` gets right.

    Where it rates several options highest, each has the same part of the point.
    """
    return sum(_points(guess, question) for question in questions) / len(questions)


def chance(questions: Collection[Question]) -> float:
    """Return the share of ``questions``, which may not be empty, that blind choice gets right."""
    return sum(1 / len(question.options) for question in questions) / len(questions)


@lru_cache(maxsize=131072)
def visible(text: str) -> str:
    """Return Markdown as a learner sees it: without comments, citations, targets and marks."""
    return " ".join(_HIDDEN.sub("", text).split())


def words(text: str) -> list[str]:
    """Return the words of ``text`` in their order, in the case in which they stand."""
    return _WORD.findall(visible(text))


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return ``word`` in lower case without its commonest endings: *drives*, *driving*."""
    lower = word.lower()
    bare = _ENDING.sub("", lower)
    return bare if len(bare) >= _LEAST_ROOT else lower


@lru_cache(maxsize=131072)
def content_words(text: str) -> frozenset[str]:
    """Return the roots of the words that carry what ``text`` is about."""
    long = {word.lower() for word in words(text) if len(word) >= _LEAST_WORD}
    return frozenset(map(root, long)) - ordinary_roots()


def start(text: str) -> str:
    """Return the first words of a text, to quote them."""
    return text if len(text) <= _QUOTE else text[:_QUOTE].rpartition(" ")[0] + " \u2026"


def end(text: str) -> str:
    """Return the last words of a text, to quote them."""
    return text if len(text) <= _QUOTE else "\u2026 " + text[-_QUOTE:].partition(" ")[2]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of Markdown, as a learner sees them."""
    return [part for part in _SENTENCE_END.split(visible(text)) if part]


def is_question(sentence: str) -> bool:
    """Tell whether ``sentence`` ends in a question mark, quotation marks aside."""
    return sentence.rstrip(_CLOSERS).endswith("?")


def asked_sentence(question: Question) -> str:
    """Return the last sentence that asks, or the last one where none does."""
    sentences = sentences_of(question.stem)
    return next(filter(is_question, reversed(sentences)), sentences[-1] if sentences else "")


def main_clause(sentence: str) -> str:
    """Return what a sentence asks, without quotations and the clauses around it.

    In *If she does not come, which letter do you send to those who did not reply?* the main
    clause is *which letter do you send to those*.
    """
    text = _QUOTED.sub(" ", sentence).strip()
    openers = phrases("clause_openers")
    if openers.match(text):
        before, _, after = text.partition(",")
        text = after or before
    if interrogative := _INTERROGATIVE.search(text):
        text = text[interrogative.start() :]
    later = openers.search(text, text.find(" ") + 1)
    return text[: later.start()] if later else text


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return a pattern for any whole word or phrase of the list ``name``, the longest first."""
    longest_first = sorted(_word_lists()[name], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def find_phrases(name: str, text: str) -> list[str]:
    """Return the phrases of the list ``name`` that ``text`` holds."""
    return phrases(name).findall(text) if may_hold(name, text) else []


def may_hold(name: str, text: str) -> bool:
    """Tell fast whether ``text`` has the longest word of any phrase of the list ``name``."""
    return not _longest_words(name).isdisjoint(_tokens(text))


@cache
def _longest_words(name: str) -> frozenset[str]:
    return frozenset(max(_tokens(phrase), key=len) for phrase in _word_lists()[name])


@lru_cache(maxsize=16384)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(text.lower()))


@cache
def ordinary_roots() -> frozenset[str]:
    """Return the roots of the words that give nothing away."""
    return frozenset(map(root, _word_lists()["ordinary"]))


@cache
def _word_lists() -> dict[str, list[str]]:
    data = files(__package__) / "words" / "items.yml"
    return read_yaml(data.read_text(encoding="utf-8")).data


def _points(guess: Guesser, question: Question) -> float:
    """Return the part of one point that ``guess`` has for ``question``, which has one key."""
    ratings = guess(question)
    best = [
        option.correct
        for option, rating in zip(question.options, ratings, strict=True)
        if rating == max(ratings)
    ]
    return sum(best) / len(best)
