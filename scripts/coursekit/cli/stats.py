"""`course stats`: the course at a glance."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from coursekit.cli.options import course_option
from coursekit.content import load_course
from coursekit.content.stats import LEVELS, ObjectiveFigures, Statistics, measure

WIDTH = 80
GAP = 2


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@course_option
def stats(form: str, course_folder: Path) -> None:
    """Show words, minutes, questions by objective and level, citations, and what is missing.

    As JSON it also lists every part of the course with its file, line and hash.
    """
    figures = measure(load_course(course_folder.resolve()))
    if form == "json":
        click.echo(json.dumps(figures.as_data(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(figures)))


def _lines(figures: Statistics) -> Iterator[str]:
    """Write the figures in plain columns, none wider than 80 characters."""
    density = figures.citations_per_thousand_words
    yield f"{figures.words:>7,}  words"
    yield f"{figures.minutes:>7,}  minutes to read them and answer every question"
    yield f"{figures.citations:>7,}  citations of {figures.works_cited} works" + (
        "" if density is None else f", {density} for each thousand words"
    )
    yield f"{figures.required_cases:>7,}  required cases"
    yield ""
    yield "  words  minutes  cold  practice  exam  module"
    for module in figures.modules:
        yield (
            f"{module.words:>7,}  {module.minutes:>7}  {module.cold:>4}  {module.practice:>8}  "
            f"{module.exam:>4}  {module.slug}"
        )
    yield from _objectives(figures)
    yield ""
    yield "Share of questions by level"
    for name, shares in (("exam", figures.exam_shares), ("practice", figures.practice_shares)):
        for group, share in shares.items():
            yield f"  {'none' if share is None else f'{share} %':>6}  {group}, {name}"
    yield ""
    yield "Nobody wrote yet" if figures.missing else "Nothing is missing."
    for line in figures.missing:
        yield f"  {line}"


def _objectives(figures: Statistics) -> Iterator[str]:
    """Write a row of levels for each objective; an id too long for its column has its own line."""
    yield ""
    yield "Questions by objective and level: practice + exam, a dot where there is none"
    room = WIDTH - sum(len(level) + GAP for level in LEVELS) - GAP
    yield " " * (room + GAP) + "".join(f"{level:>{len(level) + GAP}}" for level in LEVELS)
    for objective in figures.objectives:
        name = objective.id
        if len(name) > room:
            yield f"  {name}"
            name = ""
        yield f"  {name:<{room}}" + "".join(
            f"{_cell(objective, level):>{len(level) + GAP}}" for level in LEVELS
        )


def _cell(objective: ObjectiveFigures, level: str) -> str:
    practice, exam = objective.practice[level], objective.exam[level]
    return f"{practice}+{exam}" if practice or exam else "."
