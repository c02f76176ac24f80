"""A provider to test reports with: a course, its key, and learners who send their requests."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import Result

from coursekit.content import Course, load_course
from providing import course_command, make_provider
from sample_request import other_learner, write_request

FORM = """\
introduction: Three minutes.
parts:
  - title: All
    items:
      - {id: ev-useful, ask: It is useful., answer: agree}
      - {id: ev-minutes, ask: How long did it take?, answer: minutes}
      - {id: ev-better, ask: What should be better?, answer: text}
"""


@dataclass
class Provider:
    """A course in ``folder``, the provider's key, and the registry at ``registry``."""

    folder: Path
    registry: str

    @property
    def root(self) -> Path:
        """The course's folder."""
        return self.folder / "course"

    @property
    def course(self) -> Course:
        """The course as it is now."""
        return load_course(self.root)

    @property
    def place(self) -> list[object]:
        """The options that name course and registry."""
        return ["--course", self.root, "--registry", self.registry]

    def run(self, *arguments: object, code: int = 0) -> Result:
        """Run a command on course and registry, which must exit with ``code``."""
        done = course_command(*arguments, *self.place)
        assert done.exit_code == code, done.output
        return done

    def certify(self, *requests: dict[str, Any], code: int = 0, accepted_by: str = "") -> Result:
        """Certify requests; whatever they are flagged for was looked into by ``accepted_by``."""
        folder = self.folder / "requests"
        folder.mkdir(exist_ok=True)
        paths = [write_request(folder / f"{data['request']}.json", data) for data in requests]
        signing = ["--key", self.folder / "key.pem", "--out", self.folder / "out"]
        ids = [part for data in requests for part in ("--accept", data["request"])]
        looked = [*ids, "--accepted-by", accepted_by] if accepted_by else []
        return self.run("certify", *paths, *signing, *looked, code=code)

    def certificates(self) -> list[dict[str, Any]]:
        """Return the table of what was issued."""
        done = course_command("certificates", "export", "--format", "json", *self.place[2:])
        return json.loads(done.stdout)

    def audit(self, year: int = 2026, code: int = 0) -> dict[str, bytes]:
        """Make the archive of a year, and return its files."""
        out = self.folder / "audit.zip"
        self.run("audit", "--year", year, "--out", out, code=code)
        with zipfile.ZipFile(out) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def new_provider(folder: Path, registry: str) -> Provider:
    """Return a provider with a course that asks for an evaluation."""
    root = make_provider(folder, registry).root
    (root / "docs/evaluation.yml").write_text(FORM, encoding="utf-8")
    return Provider(folder, registry)


def opinion(number: int) -> dict[str, Any]:
    """Return the evaluation of the learner with this number."""
    return {
        "ev-useful": 1 + number % 5,
        "ev-minutes": 100 + number,
        "ev-better": f"More of chapter {number * 7 % 13}.",
    }


def learners(course: Course, count: int, **more: Any) -> list[dict[str, Any]]:
    """Return the requests of ``count`` learners; some miss a question, every sixth the mark."""
    requests = []
    for number in range(count):
        wrong = 3 if number % 6 == 5 else number % 3
        data = other_learner(course, number, wrong=wrong, **more)
        requests.append(data | {"evaluation": opinion(number)})
    return requests


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
