"""How checking grows with the course, and what the plugin costs: `make bench`."""

import subprocess
import sys
from pathlib import Path

import pytest
from generated_course import write_generated_course, write_mkdocs_files

from coursekit.content.checks import check

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("modules", [10, 100, 1000])
def test_check(benchmark, tmp_path, modules):
    """Time `course check`; the report gives milliseconds a page and a thousand words."""
    root = write_generated_course(ROOT, tmp_path / "course", modules)
    pages = list(root.rglob("*.md"))
    words = sum(len(page.read_text(encoding="utf-8").split()) for page in pages)
    benchmark.pedantic(check, args=(root,), rounds=3)
    each = 1000 * benchmark.stats.stats.median
    print(
        f"\n{modules} modules, {len(pages)} pages of {words / len(pages):,.0f} words on average: "
        f"{each / len(pages):.2f} ms a page, {1000 * each / words:.2f} ms for 1,000 words"
    )


@pytest.mark.parametrize("plugin", [False, True], ids=["without plugin", "with plugin"])
def test_build(benchmark, tmp_path, plugin):
    """Time `mkdocs build` of 50 modules with and without our plugin, mkdocs-quiz in both."""
    root = write_generated_course(ROOT, tmp_path / "course", 50)
    write_mkdocs_files(root, plugin=plugin)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]

    def build():
        subprocess.run(command, cwd=root, check=True, capture_output=True)

    benchmark.pedantic(build, rounds=3)
    first, *again = benchmark.stats.stats.data
    print(
        f"\n{'with' if plugin else 'without'} plugin: {min(again):.2f} s, and {first:.2f} s the "
        "first time, when the tools are made into Word files"
    )
