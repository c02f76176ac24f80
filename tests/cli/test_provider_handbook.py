"""The provider's handbook: every command in it is run, in the order of a provider's way."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from coursekit.certificates import Registry, load_key
from coursekit.content import load_course
from sample_request import request_data, write_request
from small_course import write_course

BLOCK = re.compile(r"^ *```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
STORY = ("index", "certify", "registry", "status", "keys")
"""Pages with commands; each goes on where the one before has ended."""

EXIT_CODES = {"--report": 1, "certify --queue": 1}
"""By a part of the command: one request is flagged, and one cannot be read."""


def commands(page: Path) -> list[str]:
    """Return what the blocks of a page tell to type."""
    blocks = "".join(BLOCK.findall(page.read_text(encoding="utf-8")))
    return [line.strip()[2:] for line in blocks.splitlines() if line.strip().startswith("$ ")]


class Machine:
    """The provider's machine: a home with a course in it, in which commands are typed."""

    def __init__(self, home: Path):
        self.home = home
        self.root = write_course(home / "course")
        (self.root / ".venv/bin").mkdir(parents=True)
        (self.root / ".venv/bin/course").symlink_to(Path(sys.executable).with_name("course"))

    @property
    def registry(self) -> Registry:
        """The registry that the handbook names."""
        return Registry(self.root / "certificates/registry.sqlite")

    def request(self, file: str, **more: object) -> dict:
        """Write a learner's request into the course's folder, and return it."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        data = request_data(load_course(self.root), **more)
        write_request(path, data)
        return data

    def type(self, command: str) -> None:
        """Run a command as it stands in the handbook, and do what the page says to do then."""
        done = subprocess.run(
            ["bash", "-c", self.filled_in(command)],
            cwd=self.root,
            env={"HOME": str(self.home), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        expected = next((code for part, code in EXIT_CODES.items() if part in command), 0)
        assert done.returncode == expected, f"{command}\n{done.stdout}{done.stderr}"
        if re.search(r"course keys (new|sealing|rotate)", command):
            self.edit(done.stdout)

    def filled_in(self, command: str) -> str:
        """Put in what the provider would: a number, a request, a key."""
        if "XXXX" in command:
            with self.registry as registry:
                valid = [r for r in registry.records() if r.status == "valid" and r.facts]
            command = command.replace("XXXX-XXXX-XXXX-XXXX", valid[0].certificate_id)
        if "z6MkSTOLEN" in command:
            stolen = load_key(self.home / "course-key.pem").multikey
            command = command.replace("z6MkSTOLEN", stolen)
        return command.replace("00000000-0000-0000-0000-000000000000", self.flagged)

    def edit(self, printed: str) -> None:
        """Put what a command printed below `provider:` in course.yml."""
        path = self.root / "course.yml"
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = yaml.safe_load(printed)
        settings["provider"] |= {"public_keys": found} if isinstance(found, list) else found
        path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")

    def receive(self) -> None:
        """Let requests arrive: five to pass, of which one is flagged."""
        self.request("build/demo/course-request-2026-11-22.json")
        self.request("course-request-2026-11-22.json", name="Ana", license_number="A-0")
        for number in (1, 2, 4, 5):
            learner = {"name": f"Learner {number}", "license_number": f"L-{number}"}
            self.request(f"inbox/{number}.json", **learner)
        flagged = self.request("inbox/6.json", name="Learner 6", license_number="L-1")
        self.flagged = flagged["request"]


@pytest.mark.xdist_group("provider-handbook")
def test_every_command_of_the_handbook(root: Path, tmp_path: Path) -> None:
    """From nothing to a stolen key; what a command prints goes where the page says."""
    machine = Machine(tmp_path)
    machine.receive()
    for page in STORY:
        for command in commands(root / f"docs/provider/{page}.md"):
            if command.startswith(".venv/bin/course queue add"):
                (machine.root / "inbox/3.json").write_text("damaged", encoding="utf-8")
            machine.type(command)
    with machine.registry as registry:
        assert registry.check() == []
        kinds = {event.kind for event in registry.events()}
    assert kinds == {"issued", "superseded", "revoked", "erased", "resigned"}
    report = json.loads((machine.root / "report.json").read_text(encoding="utf-8"))
    assert report["outcomes"] | {"issued": 4, "flagged": 1} == report["outcomes"]
    public_keys = load_course(machine.root).settings.provider.public_keys
    assert len(public_keys) == 3


def test_every_page_with_commands_is_run(root: Path) -> None:
    """A new page of commands joins the story."""
    pages = {page.stem for page in (root / "docs/provider").glob("*.md") if commands(page)}
    assert pages == {*STORY, "audit"}  # that one in tests/reports/test_audit_page.py
