"""The drawings of the report, as SVG; a table beside each says the same."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from coursekit.reports.rollup import Week

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 628, 14, 190

_BAR = 120


def progress(weeks: Sequence[Week]) -> Markup:
    """Draw how many parts were completed up to the end of each week; nothing for no week."""
    if not weeks:
        return Markup("")
    first, last = _number(weeks[0].week), _number(weeks[-1].week) + 7
    most = weeks[-1].so_far

    def x(day: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first) / (last - first), 1)

    def y(count: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / most, 1)

    path = f"M{x(first)} {y(0)}"
    dots = ""
    for week in weeks:
        begin, end = _number(week.week), _number(week.week) + 7
        path += f" H{x(begin)} L{x(end)} {y(week.so_far)}"
        dots += f'<circle cx="{x(end)}" cy="{y(week.so_far)}" r="3.5"/>'
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" class="progress">'
        f'<path class="axis" d="M{LEFT} {TOP} V{BOTTOM} H{RIGHT}"/><path class="line" d="{path}"/>'
        f"{dots}"
        f'<text x="{LEFT - 6}" y="{TOP + 4}" text-anchor="end">{most:,}</text>'
        f'<text x="{LEFT - 6}" y="{BOTTOM}" text-anchor="end">0</text>'
        f'<text x="{LEFT}" y="{BOTTOM + 20}">{weeks[0].week}</text>'
        f'<text x="{RIGHT}" y="{BOTTOM + 20}" text-anchor="end">'
        f"{date.fromordinal(last - 1).isoformat()}</text></svg>"
    )


def bar(percent: int) -> Markup:
    """Draw a share of a hundred."""
    return Markup(
        f'<svg viewBox="0 0 {_BAR} 10" aria-hidden="true" class="bar">'
        f'<rect class="all" width="{_BAR}" height="10"/>'
        f'<rect class="part" width="{percent * _BAR / 100:g}" height="10"/></svg>'
    )


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
