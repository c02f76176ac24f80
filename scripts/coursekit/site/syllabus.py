"""The timed syllabus: how the declared contact hours are spread over the parts of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coursekit.content import Course
from coursekit.content.credit import plain_minutes
from coursekit.site.outline import unit_address
from coursekit.site.pages import Site


@dataclass(frozen=True)
class Row:
    """One part of the course.

    ``unit`` is the id of a module or case, and ``address`` that of its page; both are "" for none.
    """

    title: str
    unit: str
    address: str
    words: int
    questions: int
    minutes: int


def syllabus(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the table of the syllabus, its minutes adding up to the contact hours declared."""
    del config
    course = site.course
    table = rows(course)
    return site.render(
        "syllabus.html",
        rows=[(row, row.address and get_relative_url(row.address, page.url)) for row in table],
        words=sum(row.words for row in table),
        questions=sum(row.questions for row in table),
        minutes=sum(row.minutes for row in table),
        credit=course.settings.credit,
    )


def rows(course: Course) -> list[Row]:
    """Return modules, required cases and the exam, with whole minutes that sum to the hours."""
    credit = course.settings.credit
    parts = [
        (
            module.title,
            module.slug,
            unit_address(module),
            module.words,
            len(module.before + module.practice),
        )
        for module in course.modules
    ]
    parts += [
        (case.front_matter.title, case.slug, unit_address(case), case.words, 0)
        for case in course.cases
        if case.front_matter.required
    ]
    parts.append((course.settings.exam.title, "", "", 0, course.asked))
    weights = [plain_minutes(words, asked, credit) for _, _, _, words, asked in parts]
    minutes = allocate(int(credit.contact_hours * 60), weights)
    return [
        Row(title, unit, address, words, asked, share)
        for (title, unit, address, words, asked), share in zip(parts, minutes, strict=True)
    ]


def allocate(total: int, weights: Sequence[Decimal]) -> list[int]:
    """Split ``total`` in proportion to ``weights``: whole numbers that sum to it exactly.

    By largest remainders: each gets its share rounded down, and what is left goes, one by one, to
    those that lost most, the first of equals before the others. Weights of 0 throughout are equal.
    """
    if not any(weights):
        weights = [Decimal(1)] * len(weights)
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    given = [int(share) for share in shares]
    most_lost = sorted(range(len(shares)), key=lambda place: given[place] - shares[place])
    for place in most_lost[: total - sum(given)]:
        given[place] += 1
    return given
