"""Completion files: what the browser saves is what Python reads, and its check code fits."""

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from coursekit.records.completion import check_code, read_completion
from coursekit.records.schemas import schema_texts

pytestmark = pytest.mark.xdist_group("completion")

HOW_MANY = 500


@pytest.fixture(scope="module")
def texts(node: str, root: Path) -> list[str]:
    """Files as the browser's own modules make them, from generated records."""
    command = [node, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    command += ["tests/browser/unit/completions.mjs", str(HOW_MANY)]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_file_is_read_and_its_code_fits(texts):
    """The published schema and the reader accept each, and both sides compute the same code."""
    validator = Draft202012Validator(json.loads(schema_texts()["course-completion-1.json"]))
    assert len(texts) == HOW_MANY
    codes = set()
    for text in texts:
        data = json.loads(text)
        assert list(validator.iter_errors(data)) == []
        completion, fits = read_completion(text.encode())
        assert fits, text
        assert completion.learner.name == data["learner"]["name"]
        codes.add(data["check"])
    assert len(codes) > HOW_MANY / 2


def test_files_are_of_every_kind(texts):
    """The generated ones are not all alike: with and without what a file may hold."""
    found = [json.loads(text) for text in texts]
    for member in ("assignment", "ratings"):
        assert 0 < sum(member in each for each in found) < len(found)
    statuses = {module["status"] for each in found for module in each["modules"]}
    assert statuses == {"not-started", "started", "completed"}
    assert any(module["objectives"] for each in found for module in each["modules"])
    assert any(not each["learner"]["name"].isascii() for each in found)


def test_a_changed_file_is_told_apart(texts):
    """It is read, and its code does not fit, whatever was changed."""
    data = json.loads(texts[0])
    for changed in (
        data | {"learner": {"name": "Somebody Else"}},
        data | {"modules": [{"id": "lens", "status": "completed", "questions": 2}]},
        data | {"issued": "2026-11-25T10:00:00Z"},
    ):
        assert changed["check"] == data["check"]
        _, fits = read_completion(json.dumps(changed).encode())
        assert not fits
        assert check_code(changed) != data["check"]
