"""The way through the course: ``<!-- course:way -->`` draws its modules, exam and certificate.

The drawing numbers the stations as the list below does, and a square beside one stands for the
required cases that come with it.
"""

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from coursekit.content import Case, Course, Module
from coursekit.site.outline import unit_address
from coursekit.site.pages import Site

_IN_A_ROW, _ACROSS, _DOWN, _MARGIN = 4, 96, 72, 36


@dataclass(frozen=True)
class Station:
    """A module, with the required cases that come with it, and its place in the drawing."""

    module: Module
    cases: tuple[Case, ...]
    x: int
    y: int


def way(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Draw and list the way; it turns at the end of each row, as a path does on a slope."""
    del config
    stations = list(_stations(site.course))
    end = [_place(len(stations) + more) for more in range(2)]
    places = [(station.x, station.y) for station in stations] + end
    return site.render(
        "way.html",
        stations=stations,
        exam=end[0],
        certificate=end[1],
        points=" ".join(f"{x},{y}" for x, y in places),
        height=end[1][1] + _MARGIN,
        url=lambda unit: get_relative_url(unit_address(unit), page.url),
        minutes=site.reading_minutes,
    )


def _stations(course: Course) -> list[Station]:
    """Return the modules, each with the required cases whose last module it is."""
    order = [module.slug for module in course.modules]
    with_module: dict[str, list[Case]] = {slug: [] for slug in order}
    for case in course.cases:
        belongs = [slug for slug in order if slug in case.front_matter.modules]
        if case.front_matter.required:
            with_module[(belongs or order)[-1]].append(case)
    return [
        Station(module, tuple(with_module[module.slug]), *_place(number))
        for number, module in enumerate(course.modules)
    ]


def _place(number: int) -> tuple[int, int]:
    row, step = divmod(number, _IN_A_ROW)
    across = step if row % 2 == 0 else _IN_A_ROW - 1 - step
    return _MARGIN + across * _ACROSS, _MARGIN + row * _DOWN
