"""The page of all commands, made from what `course --help` says."""

from collections.abc import Iterator

import click

_HEAD = """\
---
title: Commands
---

# Commands

Everything that `course` can do, made from the same texts that `course COMMAND --help` shows.
In a checkout the command is `.venv/bin/course`.
"""
_WIDTH = 88


def commands_page(root: click.Command) -> str:
    """Return ``docs/authoring/commands.md``."""
    return _HEAD + "".join(_sections(root, click.Context(root, info_name="course"), 2))


def _sections(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    """Give a section for a command and for each below it; what is hidden has none."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is None or inner.hidden:
                continue
            below = click.Context(inner, info_name=name, parent=context, max_content_width=_WIDTH)
            below.terminal_width = _WIDTH
            path = below.command_path
            anchor = path.removeprefix("course ").replace(" ", "-")
            help_text = inner.get_help(below)
            yield f"\n{'#' * level} `{path}` {{#{anchor}}}\n\n```text\n{help_text}\n```\n"
            yield from _sections(inner, below, level + 1)
