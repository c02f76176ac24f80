"""The README shows what the commands print."""

import re

from click.testing import CliRunner

from coursekit.cli import main

SHOWN = re.compile(r"<!-- demo output:.*?-->\n```text\n(.*?)```", re.DOTALL)


def settled(text: str) -> str:
    """Return ``text`` with what differs from run to run replaced by fixed words."""
    text = re.sub(r"\b[0-9A-Z]{16}\b", "NUMBER", text)
    text = re.sub(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", "NUM-BER", text)
    text = re.sub(r"\b[0-9a-f]{64}\b", "DIGEST", text)
    text = re.sub(r"\bz6Mk\w+", "KEY", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "MOMENT", text)
    text = re.sub(r"\d{4}-\d\d-\d\d", "DAY", text)
    text = re.sub(r"[A-Z][a-z]+ \d{1,2}, \d{4}", "DAY", text)
    text = re.sub(r"\d+ of \d+ questions", "SCORE", text)
    return re.sub(r"(?<=Contact hours)( +)[\d.]+", r"\1HOURS", text)


def test_demo_output(root, tmp_path, monkeypatch):
    """The output in the README is what `make demo` prints, numbers and dates aside."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    arguments = ["demo", "--site", "site", "--out", "build/demo", "--course", str(root)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    shown = SHOWN.search((root / "README.md").read_text(encoding="utf-8"))[1]
    assert settled(shown) == settled(done.stdout)


def test_make_runs_what_the_readme_says(root):
    """`make demo` is the command above, and CI runs the README's test command alone."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert "/course demo --site site --out build/demo" in makefile
    commands = [
        line
        for line in (root / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec make test"]
