"""Every command that a page shows is run, or named here with the reason why it is not."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from committed_course import copy_content
from coursekit.cli import main
from coursekit.content import load_course
from providing import Provider, course_command
from reports.cohorts import zip_of
from reports.hand_ins import DONE, completion

pytestmark = pytest.mark.xdist_group("documented-commands")

BLOCK = re.compile(r"^ *```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^ *```", re.MULTILINE | re.DOTALL)
SHELL = {"console", "bash", "sh", "shell", "zsh"}
INLINE = re.compile(r"`(?:\.venv/bin/)?(?P<program>make|course) (?P<words>[^`]+)`")
STANDS_ALONE = re.compile(r"^\s*(?:\$ |make \w|course \w|\.venv/bin/)")

OWN_TEST = re.compile(r"^docs/provider/")
"""Pages that tell one story: tests/cli/test_provider_handbook.py runs every command of them."""

NOT_RUN = {
    "make test": "these are the tests",
    "make demo": "it needs a checkout of its own: the last test below, in the audit",
}


@dataclass(frozen=True)
class Command:
    """A line to type, and the page that shows it."""

    page: str
    line: str


def pages(root: Path) -> dict[str, str]:
    """Return the text of every page that tells somebody what to do, by its path."""
    found = [*root.glob("*.md"), *(root / "changes").glob("README.md")]
    found += [path for name in ("docs", "benchmarks") for path in (root / name).rglob("*.md")]
    texts = {path.relative_to(root).as_posix(): path for path in sorted(found)}
    return {name: path.read_text(encoding="utf-8") for name, path in texts.items()}


def shell_blocks(text: str) -> list[str]:
    """Return the shell blocks of a page."""
    return [match["text"] for match in BLOCK.finditer(text) if match["language"] in SHELL]


def commands(root: Path) -> list[Command]:
    """Return each command of each page, in order."""
    return [
        Command(page, line.strip().removeprefix("$ "))
        for page, text in pages(root).items()
        for block in shell_blocks(text)
        for line in block.splitlines()
        if line.strip().startswith("$ ")
    ]


def test_commands_are_shown_in_one_way(root: Path):
    """In a block ``console``, behind a dollar sign; so none is overlooked by these tests."""
    wrong = [
        f"{page}: {match['language'] or 'a block'}: {match['text'].splitlines()[0]}"
        for page, text in pages(root).items()
        for match in BLOCK.finditer(text)
        if match["language"] in SHELL - {"console"}
        or (match["language"] == "console" and not match["text"].strip().startswith("$ "))
        or (match["language"] in ("", "text") and STANDS_ALONE.match(match["text"]))
    ]
    assert wrong == []
    assert len(commands(root)) > 30


def test_commands_in_sentences_are_there(root: Path):
    """What a sentence calls `make …` or `course …` is a target or a command, with its options."""
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    missing = []
    for page, text in pages(root).items():
        for match in INLINE.finditer(BLOCK.sub("", text)):
            program, words = match["program"], match["words"].split()
            known = words[0] in targets if program == "make" else is_command(words)
            if not known:
                missing.append(f"{page}: {program} {match['words']}")
    assert missing == []


def is_command(words: list[str]) -> bool:
    """Tell whether ``words`` begin with a command of `course` that has the options in them."""
    command: click.Command = main
    if words[0] == "COMMAND":  # any of them
        return True
    while isinstance(command, click.Group) and words:
        name, *words = words
        found = command.get_command(click.Context(command), name)
        if found is None:
            return False
        command = found
    options = {name for parameter in command.params for name in parameter.opts}
    return {word for word in words if word.startswith("--")} <= {*options, "--help"}


@pytest.fixture
def folder(small_desk: Provider) -> Path:
    """A small course with what its pages name: a certificate, files handed in, and a roster."""
    root = small_desk.root
    small_desk.certify(small_desk.request(1))
    (certificate,) = small_desk.out.glob("certificate-*.pdf")
    certificate.rename(root / "certificate-XXXXXXXXXXXXXXXX.pdf")
    options = ("--registry", small_desk.registry, "--key", small_desk.key_file)
    assert course_command("status", "--course", root, *options).exit_code == 0
    settings = load_course(root).settings
    course = {"id": settings.id, "version": settings.version}
    file = completion("Ann Lee", {"one": DONE}, due={"one": "2026-01-01"}, course=course)
    for name, content in {
        "changes/README.md": b"",
        "hand-ins/ann.json": file,
        "all.zip": zip_of([("ann.json", file)]),
        "team.csv": b"Name\nAnn Lee\nDora Nile\n",
        "mkdocs.yml": b"site_name: x\ntheme: {name: material, font: false}\n"
        b"plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n",
        "docs/index.md": b"# Home\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/bin/course").symlink_to(Path(sys.executable).with_name("course"))
    return root


def run(line: str, folder: Path) -> subprocess.CompletedProcess:
    """Type ``line`` in ``folder``, where the programs of the environment are at hand."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_is_run(root: Path, folder: Path):
    """In the order of the pages, with names for what a page leaves to its reader."""
    (key,) = load_course(folder).settings.provider.public_keys
    places = {"NAME": "trial", "MODULE": "one", "z6Mk…": key}
    failed = []
    for command in commands(root):
        if OWN_TEST.match(command.page) or command.line in NOT_RUN:
            continue
        line = command.line.replace("case NAME", "case a-case")  # no two may have one name
        line = re.sub(r"\bNAME\b|\bMODULE\b|z6Mk…", lambda word: places[word[0]], line)
        done = run(line, folder)
        if done.returncode:
            failed.append(f"{command.page}: {line}\n{done.returncode} {done.stdout}{done.stderr}")
    assert not failed, "\n".join(failed)
    assert (folder / "build/module.pdf").exists()
    assert (folder / "report.html").exists()


def test_what_is_not_run_is_shown_somewhere(root: Path):
    """A reason for a command that no page shows any more is out of date."""
    assert set(NOT_RUN) <= {command.line for command in commands(root)}


@pytest.mark.audit
def test_the_first_command_of_the_readme(root: Path, tmp_path: Path):
    """`make demo` in a copy of the checkout, whose environment is there already."""
    copy = copy_content(root, tmp_path / "course")
    shutil.copy(root / "Makefile", copy / "Makefile")
    for name in ("requirements", "pyproject.toml"):
        (copy / name).symlink_to(root / name)
    (copy / ".venv/bin").mkdir(parents=True)
    for program in ("course", "mkdocs"):
        (copy / ".venv/bin" / program).symlink_to(Path(sys.executable).with_name(program))
    (copy / ".venv/bin/.ready").touch()
    done = run("make demo", copy)
    assert done.returncode == 0, done.stderr
    assert "The signatures of the PDF and of its credential are in order." in done.stdout
    assert (copy / "site/index.html").exists()
