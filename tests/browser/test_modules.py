"""The browser's modules by judges that know no page: Node's test runner and the type checker."""

import re
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parent / "unit"
SUITES = sorted(path.name for path in UNIT.glob("*.test.mjs"))

# The modules stand beside no package.json, since they are served as they are.
FLAGS = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=spec"]


@pytest.mark.parametrize("suite", SUITES)
def test_node(node: str, suite: str):
    """A suite of Node's runner passes, and holds tests."""
    done = subprocess.run(
        [node, *FLAGS, str(UNIT / suite)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\bpass [1-9]", done.stdout), f"{suite} holds no test"


def test_every_module_without_a_page_has_a_suite():
    """The modules that hold the records are tested in Node by their names."""
    text = "".join((UNIT / suite).read_text("utf-8") for suite in SUITES)
    for name in (
        "assignment-link",
        "assignments",
        "attempt",
        "completion",
        "join",
        "migrate",
        "progress",
        "random",
        "records",
        "request",
        "store",
    ):
        assert f'/{name}.js"' in text, f"no suite in {UNIT} imports {name}.js"


def test_types(node: str, root: Path):
    """Every type that the modules state in JSDoc holds, as ``tsc --checkJs`` sees it."""
    compiler = root / "tests/node_modules/typescript/bin/tsc"
    done = subprocess.run(
        [node, str(compiler), "--project", str(root / "tests"), "--listFiles"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    checked = {Path(line).name for line in done.stdout.splitlines()}
    modules = {path.name for path in (root / "scripts/coursekit/site/browser").glob("*.js")}
    assert modules <= checked


def test_format(node: str, root: Path):
    """Modules, style sheets and suites are laid out as Prettier lays them out."""
    prettier = root / "tests/node_modules/prettier/bin/prettier.cjs"
    names = ["scripts/coursekit/site/browser/*.{js,css}", "tests/**/*.{mjs,d.ts}"]
    done = subprocess.run(
        [node, str(prettier), "--check", *names],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "matched files" in done.stdout
