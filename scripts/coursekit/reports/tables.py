"""The roll-up as text for a terminal or a mail: plain columns that need no color."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len

from coursekit.reports.rollup import RollUp, Topic, UnitTotal
from coursekit.reports.summary import is_certified, summary
from coursekit.reports.words import STATUS, left_over, remarks

GAP = "  "
MOST_TOPICS = 10

_PEOPLE = ("Name", "Ref", "State", "Completed", "Overdue", "Certificate", "Signed off", "Remarks")
_UNITS = ("Part", "People", "Completed", "In progress", "Not started", "No file", "Overdue", "Mean")
_TOPICS = ("Missed", "Answers", "Objective")
_WEEKS = ("Week of", "Completed", "So far")


def as_text(
    rollup: RollUp, titles: Mapping[str, str], objectives: Mapping[str, str]
) -> Iterator[str]:
    """Give the lines of the whole report.

    Args:
        rollup: the team.
        titles: of the parts, by id.
        objectives: their texts, by id.
    """
    yield from _summary(rollup)
    yield from _block("People", _PEOPLE, _people(rollup))
    yield from _block("Parts", _UNITS, (_unit(total, titles) for total in rollup.totals))
    missed = (_topic(topic, objectives) for topic in rollup.topics[:MOST_TOPICS])
    yield from _block("Missed most often, at the first try", _TOPICS, missed)
    weeks = ((each.week, str(each.completed), str(each.so_far)) for each in rollup.weeks)
    yield from _block("Parts completed by week", _WEEKS, weeks)
    for title, lines in left_over(rollup):
        yield from ("", title, *(f"{GAP}{line}" for line in lines))


def _summary(rollup: RollUp) -> Iterator[str]:
    figures = summary(rollup)
    yield f"{rollup.today}: {_count(figures['people'], 'person', 'people')}"
    for name, words in (
        ("completed", "completed everything asked of them"),
        ("in_progress", "in progress"),
        ("not_started", "not started"),
        ("no_file", "handed in nothing"),
        ("overdue", "with something overdue"),
        ("certified", "with a verified certificate"),
        ("signed_off", "with a sign-off"),
        ("edited", "with a file that was edited"),
        ("not_on_roster", "not on the roster"),
    ):
        yield f"{figures[name]:>7,}  {words}"


def _people(rollup: RollUp) -> Iterator[Sequence[str]]:
    for row in rollup.rows():
        yield (
            row.person.name,
            row.person.ref,
            STATUS[row.state],
            f"{row.counts['completed']} of {row.asked}" if row.person.standing else "",
            str(row.overdue or ""),
            "verified" if is_certified(row.person) else "",
            row.person.signoffs[-1].date.isoformat() if row.person.signoffs else "",
            remarks(row),
        )


def _unit(total: UnitTotal, titles: Mapping[str, str]) -> Sequence[str]:
    counts = (total.counts[name] for name in ("completed", "in-progress", "not-started", "no-file"))
    mean = "" if total.score is None else f"{total.score} %"
    figures = [str(total.people), *map(str, counts), str(total.overdue), mean]
    return [titles.get(total.unit, total.unit), *figures]


def _topic(topic: Topic, objectives: Mapping[str, str]) -> Sequence[str]:
    share = f"{topic.percent} %"
    return share, str(topic.answered), objectives.get(topic.objective, topic.objective)


def _block(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a title and its columns, each as wide as what is in it; nothing without rows."""
    cells = [head, *rows]
    if len(cells) == 1:
        return
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(head))]
    yield from ("", title)
    for row in cells:
        line = (_padded(cell, width) for cell, width in zip(row, widths, strict=True))
        yield f"{GAP}{GAP.join(line)}".rstrip()


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
