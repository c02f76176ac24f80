"""The folders of the package are stations of one flow, and none imports a later one."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "scripts/coursekit"
STATIONS = ("content", "site", "records", "certificates", "reports", "cli")


def imported(path: Path) -> set[str]:
    """Return the stations that the file at ``path`` imports, those within functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "coursekit" and len(part) > 1} & {*STATIONS}


def test_the_stations_are_the_folders() -> None:
    """A new folder takes its place in the flow."""
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == {*STATIONS}


@pytest.mark.parametrize("station", STATIONS)
def test_no_station_imports_a_later_one(station: str) -> None:
    """Else the light beginning of the flow would load the heavy end of it."""
    later = {*STATIONS[STATIONS.index(station) + 1 :]}
    found = {
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in (PACKAGE / station).rglob("*.py")
        for name in imported(path) & later
    }
    assert not found
