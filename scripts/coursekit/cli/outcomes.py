"""Shows what came of many requests: each as it comes, a bar meanwhile, a sum at the end."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from coursekit.certificates.files import write_whole
from coursekit.certificates.serving import CERTIFIED, Outcome
from coursekit.certificates.workers import Served

FORMAT = "course-certify-report/1"

SUMMARY = {
    "issued": "issued",
    "issued before": "issued before",
    "not passed": "not passed; each has a letter",
    "scene first": "passed, with a scene to work through first; each has a letter",
    "flagged": "flagged, for a person to look into",
    "unreadable": "unreadable",
    "refused": "refused: the certificate cannot be made or recorded",
}
"""What each outcome is called when all are counted, in this order."""


def with_progress(served: Iterable[Served], total: int) -> Iterator[Served]:
    """Give ``served`` on, and show a bar on a terminal; a pipe gets none."""
    if not sys.stderr.isatty():
        yield from served
        return
    from rich.console import Console  # what nobody sees need not be read
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    ) as progress:
        task = progress.add_task("Requests", total=total)
        for each in served:
            yield each
            progress.advance(task)


def show(name: str, outcome: Outcome) -> None:
    """Print what came of one request: certificates to stdout, all else to stderr."""
    if outcome.outcome in CERTIFIED:
        state = "certificate" if outcome.outcome == "issued" else "certificate as issued before"
        passed = f"{name}: passed with {outcome.right} of {outcome.asked}; {state}\n"
        click.echo(passed + _indented(outcome.files))
    else:
        click.echo(f"{name}: {_why_not(outcome)}", err=True)


def _why_not(outcome: Outcome) -> str:
    score = f"{outcome.right} of {outcome.asked} answers are right"
    if outcome.outcome == "not passed":
        return f"not passed, {score}; the letter:\n{_indented(outcome.files)}"
    if outcome.outcome == "scene first":
        return f"passed, {score}, with a scene to do first; the letter:\n{_indented(outcome.files)}"
    reasons = _indented(outcome.message.splitlines())
    if outcome.outcome == "flagged":
        return (
            f"flagged, no certificate yet\n{reasons}\n  Look into it. To issue all the same, add:\n"
            f'    --accept {outcome.request_id} --accepted-by "who you are, and what you found"'
        )
    return f"no certificate\n{reasons}"


def _indented(lines: Iterable[str]) -> str:
    return "\n".join(f"  {line}" for line in lines)


def show_summary(counts: Counter[str]) -> None:
    """Print how many requests came to what."""
    width = len(f"{counts.total():,}")
    click.echo(f"{counts.total():,} request{'s' * (counts.total() != 1)}:", err=True)
    for name, words in SUMMARY.items():
        if counts[name]:
            click.echo(f"  {counts[name]:>{width},} {words}", err=True)


def write_report(path: Path, course_id: str, served: Iterable[Served]) -> None:
    """Write what came of every request as JSON; it names requests and certificates, no people."""
    requests = [{"file": name, **outcome.as_data()} for name, outcome in served]
    counts = Counter(request["outcome"] for request in requests)
    report = {
        "format": FORMAT,
        "course": course_id,
        "outcomes": {name: counts[name] for name in SUMMARY},
        "requests": requests,
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_whole(path, text.encode())
