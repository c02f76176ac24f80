"""`course new`: a module, a case or a question to fill in."""

from pathlib import Path
from typing import get_args

import click

from coursekit.cli.options import course_option
from coursekit.content import Course, read_course
from coursekit.content.errors import ContentError
from coursekit.content.scaffold import Bank, new_case, new_module, new_question

FILL_IN = "Fill in what says TODO; `course check` lists the places."


@click.group()
def new() -> None:
    """Write the files of something new; nothing that is there is overwritten."""


@new.command()
@click.argument("slug")
@course_option
def module(slug: str, course_folder: Path) -> None:
    """Write the lesson, the practice and the exam of the module SLUG, and name it in course.yml."""
    made = new_module(_course(course_folder), slug)
    for path in made.paths:
        click.echo(f"Wrote {path.as_posix()}")
    if made.added_to_course:
        click.echo("course.yml names it below `modules:`; move the line to change the order.")
    else:
        click.echo(f"Add this line below `modules:` in course.yml:\n  - {slug}")
    click.echo(FILL_IN)


@new.command()
@click.argument("slug")
@course_option
def case(slug: str, course_folder: Path) -> None:
    """Write the case SLUG."""
    path = new_case(_course(course_folder), slug).as_posix()
    click.echo(f"Wrote {path}")
    click.echo(f"Add this line to `nav` in mkdocs.yml, where the case shall be:\n  - {path}")
    click.echo("Choose the module and the objective that it serves.")
    click.echo(FILL_IN)


@new.command()
@click.argument("module_slug", metavar="MODULE")
@click.option("--exam", "kind", flag_value="exam", help="For the final exam.")
@click.option("--practice", "kind", flag_value="practice", help="For practice.")
@course_option
def question(module_slug: str, kind: str | None, course_folder: Path) -> None:
    """Append a question with the next free id to the exam or the practice of MODULE.

    It serves the objective that has the fewest questions there; change it if you like.
    """
    if kind not in get_args(Bank):
        raise click.UsageError("give either --exam or --practice")
    path, name = new_question(_course(course_folder), module_slug, kind)
    click.echo(f"Added {name} to {path.as_posix()}")
    click.echo(FILL_IN)


def _course(folder: Path) -> Course:
    """Read what can be read: a half-written module does not keep the next one from being begun."""
    course, findings = read_course(folder.resolve())
    if course is None:
        raise ContentError(findings)
    return course
