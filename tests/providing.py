"""A provider at the command line: a small course with a published key, and learners' requests."""

import json
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from coursekit.certificates import Registry
from coursekit.certificates.registry import Record
from coursekit.cli import main
from coursekit.content import Course, load_course
from sample_request import request_data, write_request
from small_course import change, write_course


def course_command(*arguments: object, **options: object) -> Result:
    """Run `course` with ``arguments``; a traceback fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@dataclass(frozen=True)
class Provider:
    """A course folder, the private key that course.yml lists, and where everything goes."""

    root: Path
    key_file: Path
    out: Path
    registry: str

    @property
    def course(self) -> Course:
        """The course."""
        return load_course(self.root)

    def request(self, number: int, **more: object) -> Path:
        """Write the request of learner ``number``, who passes, and return its file."""
        learner = {"name": f"Learner {number}", "license_number": f"L-{number:04}"}
        data = request_data(self.course, **(learner | more))
        return write_request(self.out.parent / f"request-{data['request']}.json", data)

    def requests(self, count: int) -> list[Path]:
        """Write the requests of ``count`` learners."""
        course = self.course
        folder = self.out.parent / "requests"
        folder.mkdir()
        return [
            write_request(
                folder / f"{number:04}.json",
                request_data(course, name=f"Learner {number}", license_number=f"L-{number:04}"),
            )
            for number in range(count)
        ]

    def certify_arguments(self, *more: object) -> list[str]:
        """Return the arguments of `course certify` with this provider's key and registry."""
        options = ("--course", self.root, "--key", self.key_file, "--out", self.out)
        return [str(item) for item in ("certify", *options, "--registry", self.registry, *more)]

    def certify(self, *more: object) -> Result:
        """Run `course certify` here."""
        return course_command(*self.certify_arguments(*more))

    def report(self, *more: object) -> list[dict]:
        """Run `course certify` here, and return what its report says of each request."""
        path = self.out.parent / "report.json"
        self.certify(*more, "--report", path)
        return json.loads(path.read_text(encoding="utf-8"))["requests"]

    def records(self) -> list[Record]:
        """Return the certificates on record."""
        with Registry(self.registry) as registry:
            return list(registry.records())


def make_provider(folder: Path, registry: str) -> Provider:
    """Write a course below ``folder`` and make the provider's key beside it."""
    key_file = folder / "key.pem"
    made = course_command("keys", "new", key_file)
    assert made.exit_code == 0, made.output
    root = write_course(folder / "course")
    change(root, "course.yml", "modules:", f"  public_keys:\n{made.stdout}modules:")
    return Provider(root, key_file, folder / "out", registry)
