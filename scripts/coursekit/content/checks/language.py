"""Rules about language: the course's own words, and the reading grade of its pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path

import pyphen

from coursekit.content.checks.readability import (
    CITED,
    Paragraph,
    count_sentences,
    course_text,
    paragraphs,
    sentence_around,
    without_quotes,
)
from coursekit.content.checks.rules import rule
from coursekit.content.course import Course
from coursekit.content.data_models import Word
from coursekit.content.errors import Finding

LEAST_WORDS = 100
"""A page with fewer words of prose is not graded: one long sentence would decide."""

_PROSE = ("prose", "item", "stem", "reason", "speech")
_NOT_THE_COURSE = ("wrong", "speech")
"""What the course does not say itself: options to decide against, and people of a scene."""

_PART = re.compile(r"[^\W_]+")
_EMPHASIS = re.compile(r"[*_]|\[|\]")
_WORD = re.compile("\\w[\\w'\u2019]*")
_LONGEST_WORD = 50
_VOWELS = re.compile("[aeiouy\u00e0-\u00ff]+")
_SILENT = re.compile(
    r"""(?<![aeiouy])(?<![^aeiouy]l)e$                    # make, but not little
    | (?<![aeiouytd])ed$                                  # asked, but not wanted
    | (?<![aeioucgshxyz])es$                              # makes, but not boxes
    | (?<=[^aeiouy])e(?=(?:ly|ments?|ful|less|ness)$)     # lately
    | (?<=\bsom)e(?=\w)                                   # something""",
    re.VERBOSE,
)


@rule
def words_of_style(course: Course) -> Iterator[Finding]:
    """L501: a word that ``style.yml`` avoids, in what the course itself says."""
    phrases = _by_longest_part(course.style.words)
    for source in course_text(course):
        page = source.prose.lower()
        longest = [part for part in phrases if part in page]
        for paragraph in paragraphs(source) if longest else ():
            if paragraph.kind not in _NOT_THE_COURSE:
                lower = paragraph.text.lower()
                near = [item for part in longest if part in lower for item in phrases[part]]
                words = [word for word, parts in near if all(part in lower for part in parts)]
                for word, offset, found in _avoided(paragraph, words) if words else ():
                    text = f"`{found}` is a word this course avoids; write `{word.use}`"
                    line = source.line_at(paragraph.start + offset)
                    yield Finding(source.path, line, "L501", text)


def _by_longest_part(words: Iterable[Word]) -> dict[str, list[tuple[Word, list[str]]]]:
    """Put each phrase with its parts under the longest of them, which is found fast and seldom."""
    phrases = defaultdict(list)
    for word in words:
        parts = _PART.findall(word.avoid.lower())
        phrases[max(parts, key=len, default="")].append((word, parts))
    return phrases


def _avoided(paragraph: Paragraph, words: Iterable[Word]) -> Iterator[tuple[Word, int, str]]:
    """Give each word to avoid, with its place and form, unless its sentence excuses it."""
    plain = _EMPHASIS.sub(" ", CITED.sub(_blank, paragraph.text)).replace("\u2019", "'")
    own = without_quotes(plain)
    for word in words:
        for match in _whole(word.avoid).finditer(own):
            sentence = sentence_around(plain, match.start())
            if not (word.unless and _whole(word.unless).search(sentence)):
                yield word, match.start(), " ".join(match[0].split())


@rule
def reading_grade(course: Course) -> Iterator[Finding]:
    """L502: a page that is harder or easier to read than ``style.yml`` wants.

    The formula is for English; a course in another language is not judged.
    """
    if not course.settings.language.startswith("en"):
        return
    for path, source in course.documents.items():
        wanted = next((item for item in course.style.grades if _matches(path, item.pages)), None)
        if wanted is None:
            continue
        reading = measure(item.text for item in paragraphs(source) if item.kind in _PROSE)
        grade = round(reading.grade, 1)
        if reading.words >= LEAST_WORDS and not wanted.lowest <= grade <= wanted.highest:
            side = "too easy" if grade < wanted.lowest else "too hard"
            text = (
                f"the reading grade is {grade:.1f}, {side}: {wanted.lowest:g} to "
                f"{wanted.highest:g} is wanted; "
                f"{reading.words / reading.sentences:.0f} words a sentence, "
                f"{reading.syllables / reading.words:.1f} syllables a word"
            )
            yield Finding(path, 1, "L502", text)


def _matches(path: Path, pattern: str) -> bool:
    return fnmatchcase(path.as_posix(), pattern)


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    """Return a pattern for ``phrase`` as whole words, in the singular or a plural in s."""
    between = r"\s+".join(map(re.escape, phrase.replace("\u2019", "'").split()))
    return re.compile(rf"(?<![\w-]){between}(?:e?s)?(?![\w-])", re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@dataclass(frozen=True)
class Reading:
    """How much text was measured; ``words`` and ``sentences`` are at least 1."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The reading grade by the formula of Kincaid, Fishburne, Rogers and Chissom (1975)."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measure(texts: Iterable[str]) -> Reading:
    """Count words, sentences and syllables of ``texts``, each of which ends its last sentence."""
    plain = [CITED.sub(" ", text) if "@" in text else text for text in texts]
    words = syllables = 0
    for piece, number in Counter(" ".join(plain).split()).items():
        in_piece, in_words = _count_piece(piece)
        words += number * in_piece
        syllables += number * in_words
    return Reading(max(words, 1), max(count_sentences(plain), 1), syllables)


@lru_cache(maxsize=65536)
def _count_piece(piece: str) -> tuple[int, int]:
    """Return how many words and syllables stand between two spaces, punctuation left out."""
    words = _WORD.findall(piece)
    return len(words), sum(map(count_syllables, words))


@lru_cache(maxsize=16384)
def count_syllables(word: str) -> int:
    """Return how many syllables an English word has.

    Hyphenation parts neighboring vowels (se-ri-ous) and leaves single letters where they are (any);
    groups of vowels do the reverse. Each errs by counting too few, so the higher count is taken.
    """
    lower = word[:_LONGEST_WORD].lower().replace("\u2019", "'").partition("'")[0]
    groups = len(_VOWELS.findall(_SILENT.sub("", lower)))
    return max(groups, len(_dictionary().positions(lower)) + 1)


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
