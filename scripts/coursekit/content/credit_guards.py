"""What keeps declared hours honest: guards against the known ways to get hours for nothing."""

import re
from collections.abc import Iterator
from decimal import Decimal

from coursekit.content.course import Course
from coursekit.content.credit import METHODS, CreditCount, written
from coursekit.content.models import is_placeholder
from coursekit.content.yaml_source import Location

USUAL_WORDS_PER_HOUR = 6000
"""NBCC's count, the lowest that an approving body of counselors or social workers is known for."""

_NAME_END = re.compile(r"[,;:(]")


def violations(course: Course, count: CreditCount) -> Iterator[tuple[Location, str]]:
    """Give each guard that is violated: the place in ``course.yml``, and what is wrong there."""
    settings = course.settings.credit
    declared = f"{written(settings.contact_hours)} contact hours are declared"
    claims = [(("credit", "contact_hours"), declared, settings.contact_hours)]
    for index, item in enumerate(count.bodies):
        given = f"`{item.body.rule}` gives {written(item.hours)} hours for {item.body.body}"
        claims.append((("credit", "bodies", index), given, item.hours))
    least = _floor(count, settings.guards.words_per_hour_least)
    for location, claim, hours in claims:
        if hours and count.words / hours < least:
            each = int(count.words / hours)
            yield location, f"{claim}, {each:,} words for each hour; {least:,} are the least"
    reviewer = settings.difficulty_set_by
    if reviewer is not None and not is_placeholder(reviewer):
        for author in course.settings.authors:
            if _name(author) == _name(reviewer):
                text = f"the difficulty was set by an author, {author!r}; somebody else judges it"
                yield ("credit", "difficulty_set_by"), text


def warnings(count: CreditCount) -> Iterator[str]:
    """Give what a person who answers for the hours has to look at, in sentences."""
    settings, guards = count.settings, count.settings.guards
    low = _floor(count, guards.words_per_hour_low)
    each = Decimal(count.words) / settings.contact_hours
    if each < low:
        yield (
            f"The declared hours have {int(each):,} words for each hour; "
            f"below {low:,} a body may ask why."
        )
    if settings.words_per_hour < USUAL_WORDS_PER_HOUR:
        yield (
            f"The course counts {settings.words_per_hour:,} words as an hour; "
            f"the bodies known count {USUAL_WORDS_PER_HOUR:,} and more."
        )
    yield from _difference(count)
    if settings.difficulty is None:
        yield "No difficulty is set, so Mergener's formula is not computed."
    elif is_placeholder(settings.difficulty_set_by):
        yield "The difficulty has no named reviewer yet; a body will ask who set it."
    timings = len(settings.pilot_minutes)
    if timings < guards.pilot_readers:
        yield f"A pilot counts from {guards.pilot_readers} timings on; there are {timings}."
    if "mergener" in count.methods and count.counted_questions < count.questions:
        yield (
            f"The formula counts {count.counted_questions} of {count.questions} exam questions, "
            "as more questions would add hours without a word to learn."
        )


def _difference(count: CreditCount) -> Iterator[str]:
    """Compare the highest with the lowest method, in percent of the lowest."""
    low, high = (pick(count.methods, key=count.methods.__getitem__) for pick in (min, max))
    if not count.methods[low]:
        return
    percent = int(100 * (count.methods[high] / count.methods[low] - 1))
    if percent > count.settings.guards.difference_percent:
        yield f"{METHODS[high]} gives {percent} % more than {METHODS[low].lower()}."


def _floor(count: CreditCount, words: int) -> int:
    """Return ``words``, or the course's own words of an hour where it counts fewer than that."""
    return min(words, count.settings.words_per_hour)


def _name(person: str) -> str:
    """Return a name without degrees and licenses, to compare with another."""
    return " ".join(_NAME_END.split(person)[0].split()).casefold()
