"""`python -m coursekit` is the command `course`."""

from coursekit.cli import main

main(prog_name="course")
