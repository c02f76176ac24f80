"""The credit report: one set of facts as JSON, as Markdown for a file, and as text for a person."""

import json
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from textwrap import wrap as wrap_text
from typing import Any

from coursekit.content.course import RELEASES, Course
from coursekit.content.credit import (
    METHODS,
    SHOWN,
    Award,
    CreditCount,
    count_credit,
    round_down,
    written,
)
from coursekit.content.credit_guards import violations, warnings
from coursekit.content.models import DELIVERY_FORMAT
from coursekit.errors import CourseError

REPORT = "credit-report.json"
"""The name of the facts as JSON, in the folder of a release."""

NO_APPROVAL = (
    "This report is arithmetic. It does not say that any body approved the course or its "
    "provider; an approval is held only where `approvals` in course.yml names it."
)

wrap = partial(wrap_text, width=80, break_long_words=False, break_on_hyphens=False)


def credit_facts(course: Course) -> dict[str, Any]:
    """Return the whole computation as JSON values; hours are decimal text, never floats."""
    count = count_credit(course)
    settings, difficulty = course.settings, course.settings.credit.difficulty
    return {
        "course": {"id": settings.id, "title": settings.title, "version": settings.version},
        "date": report_date().isoformat(),
        "delivery_format": DELIVERY_FORMAT,
        "notice": NO_APPROVAL,
        "approvals_held": [approval.body for approval in settings.approvals],
        "texts": [
            {"path": text.path.as_posix(), "words": text.words, "sha256": text.sha256}
            for text in count.texts
        ],
        "words": count.words,
        "sha256": count.sha256,
        "exam_questions": count.questions,
        "exam_questions_counted_by_formula": count.counted_questions,
        "difficulty": None if difficulty is None else written(difficulty),
        "difficulty_set_by": settings.credit.difficulty_set_by,
        "pilot_minutes": [written(minutes) for minutes in settings.credit.pilot_minutes],
        "methods": [_method(count, name) for name in METHODS],
        "declared_contact_hours": written(settings.credit.contact_hours),
        "supported_contact_hours": _award(count.contact),
        "declared_is_supported": settings.credit.contact_hours <= count.contact.hours,
        "bodies": [_award(item) for item in count.bodies],
        "guards_violated": [text for _, text in violations(course, count)],
        "warnings": list(warnings(count)),
    }


def released_hours(course: Course) -> Decimal | None:
    """Return the contact hours that this version was released with; None before its release.

    Raises:
        CourseError: the report of the release is damaged.
    """
    path = course.root / RELEASES / course.settings.version / REPORT
    if not path.is_file():
        return None
    try:
        return Decimal(json.loads(path.read_text(encoding="utf-8"))["declared_contact_hours"])
    except (ValueError, ArithmeticError, LookupError, TypeError):
        raise CourseError(f"{path}: not a credit report; take the one of the release") from None


def as_json(facts: dict[str, Any]) -> str:
    """Write the facts as JSON."""
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def as_markdown(facts: dict[str, Any]) -> str:
    """Write the facts as a page to file with an application."""
    lines = [
        f"# Credit report: {facts['course']['title']}",
        "",
        f"Version {facts['course']['version']}, computed on {facts['date']}.",
        f"Format: {facts['delivery_format']}.",
        facts["notice"],
        "",
        f"**{summary(facts)}**",
    ]
    for title, head, rows in _tables(facts):
        lines += ["", f"## {title}", "", _row(head), _row(["---"] * len(head))]
        lines += [_row(row) for row in rows]
    for title, notes in _notes(facts):
        lines += ["", f"## {title}", "", *(f"- {note}" for note in notes)]
    lines += ["", "## Fingerprint", "", f"SHA-256 of the counted text: `{facts['sha256']}`"]
    return "\n".join(lines) + "\n"


def as_text(facts: dict[str, Any]) -> str:
    """Write the facts in plain columns for a terminal."""
    course = facts["course"]
    lines = [*wrap(f"{course['title']}, version {course['version']}"), "", *wrap(summary(facts))]
    for title, head, rows in _tables(facts):
        table = [[cell.replace("`", "") for cell in row] for row in (head, *rows)]
        widths = [max(len(row[column]) for row in table) for column in range(len(head))]
        lines += ["", title]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append(f"  {'  '.join(cells)}".rstrip())
    for title, notes in _notes(facts):
        lines += ["", title]
        for note in notes:
            lines += wrap(note, initial_indent="  ", subsequent_indent="    ")
    return "\n".join([*lines, "", *wrap(facts["notice"])]) + "\n"


def summary(facts: dict[str, Any]) -> str:
    """Say in one line what the course supports: ``Supports 0.75 contact hours; NASW: none.``"""
    supported = facts["supported_contact_hours"]["hours"].replace("none", "no")
    bodies = "".join(f"; {item['body']}: {item['hours']}" for item in facts["bodies"])
    return (
        f"Supports {supported} contact hours (declared: {facts['declared_contact_hours']}){bodies}."
    )


def report_date() -> date:
    """Return today's date, or that of SOURCE_DATE_EPOCH, for a report that can be made again.

    Raises:
        CourseError: SOURCE_DATE_EPOCH is set and is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise CourseError(f"SOURCE_DATE_EPOCH is {epoch!r}; give seconds since 1970") from None
    return now.date()


def _tables(facts: dict[str, Any]) -> list[tuple[str, list[str], list[list[str]]]]:
    """Return each table of the report: title, head and rows."""
    texts = [[item["path"], f"{item['words']:,}", item["sha256"][:12]] for item in facts["texts"]]
    texts.append(["together", f"{facts['words']:,}", facts["sha256"][:12]])
    inputs = [
        ["exam questions", str(facts["exam_questions"])],
        ["difficulty, 1 to 5", facts["difficulty"] or "not set"],
        ["difficulty set by", facts["difficulty_set_by"] or "nobody"],
        ["minutes of the pilot", ", ".join(facts["pilot_minutes"]) or "none"],
        ["approvals in course.yml", ", ".join(facts["approvals_held"]) or "none"],
    ]
    methods = [
        [item["name"], item["hours"] or "unknown", item["formula"]] for item in facts["methods"]
    ]
    awards = [
        [item["body"], item["rule"], item["hours"], item["reason"]]
        for item in (facts["supported_contact_hours"], *facts["bodies"])
    ]
    return [
        ("Counted text", ["file", "words", "hash"], texts),
        ("Other figures", ["what", "figure"], inputs),
        ("Methods, hours cut after three decimals", ["method", "hours", "computed as"], methods),
        ("Hours by body", ["body", "rule", "hours", "why"], awards),
    ]


def _notes(facts: dict[str, Any]) -> list[tuple[str, list[str]]]:
    notes = [("Violated", facts["guards_violated"]), ("To look at", facts["warnings"])]
    return [(title, texts) for title, texts in notes if texts]


def _method(count: CreditCount, name: str) -> dict[str, Any]:
    """Describe one method with the course's own figures in it."""
    settings = count.settings
    questions, words, difficulty = count.counted_questions, count.words, settings.difficulty
    timings = len(settings.pilot_minutes)
    formulas = {
        "words": f"{words} / {settings.words_per_hour}",
        "mergener": f"0.9(-22.3 + 0.00209*{words} + 2.78*{questions} + 15.5*{difficulty})/60",
        "time": f"({words}/{settings.words_per_minute} + "
        f"{settings.minutes_per_question}*{count.questions})/60",
        "pilot": f"median of {timings} timings / 60",
    }
    needs = {
        "mergener": "needs a difficulty",
        "pilot": f"needs {settings.guards.pilot_readers} timings, has {timings}",
    }
    hours = count.methods.get(name)
    return {
        "method": name,
        "name": METHODS[name],
        "hours": None if hours is None else f"{round_down(hours, SHOWN):.3f}",
        "formula": needs[name] if hours is None else formulas[name],
    }


def _award(item: Award) -> dict[str, Any]:
    return {
        "body": item.body.body,
        "rule": item.body.rule,
        "method": item.method,
        "hours": written(item.hours) if item.hours else "none",
        "reason": f"{item.method}: {item.reason}" if item.method else item.reason,
    }


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
