"""Options that several commands share."""

from pathlib import Path

import click

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The course's folder, with course.yml in it; here, unless given.",
)
