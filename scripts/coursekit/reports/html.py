"""The roll-up as one HTML page that needs no script and no other file, and prints well."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from coursekit.reports import drawings, words
from coursekit.reports.rollup import RollUp
from coursekit.reports.summary import is_certified, summary


def as_page(
    rollup: RollUp, course: str, titles: Mapping[str, str], objectives: Mapping[str, str]
) -> Iterator[str]:
    """Give the page, a piece at a time.

    Args:
        rollup: the team.
        course: its title; empty when it is not known.
        titles: of the parts, by id.
        objectives: their texts, by id.
    """
    environment = Environment(
        loader=PackageLoader("coursekit.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("team.html")
    return template.generate(
        rollup=rollup,
        summary=summary(rollup),
        course=course,
        titles=titles,
        objectives=objectives,
        left_over=words.left_over(rollup),
        words=words,
        drawings=drawings,
        is_certified=is_certified,
    )
