"""The command `course`: one file per group of commands, and nothing but argument handling."""

from coursekit.cli.main import main

__all__ = ["main"]
