"""The handbook's page on audits: every command on it is run as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from coursekit.content.models import CourseSettings
from reports.provider import learners, new_provider
from small_course import change

COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
SETTINGS = re.compile(r"^( *)```yaml\n(.*?)```", re.MULTILINE | re.DOTALL)


def test_commands(root, tmp_path):
    """A provider who follows the page gets through it, and every command does what is said."""
    page = (root / "docs/provider/audit.md").read_text(encoding="utf-8")
    provider = new_provider(tmp_path, str(tmp_path / "course/certificates/registry.sqlite"))
    (provider.root / "certificates").mkdir()
    for _, block in SETTINGS.findall(page):
        indent = re.match(r" *", block)[0]
        plain = re.sub(rf"^{indent}", "", block, flags=re.MULTILINE)
        assert set(yaml.safe_load(plain)) <= set(CourseSettings.model_fields)
        change(provider.root, "course.yml", "exam:\n", f"{plain}exam:\n")
    requests = learners(provider.course, 5)
    for data in requests:
        data["learner"]["licenses"][0] |= {"jurisdiction": "FL", "profession": "LCSW"}
    provider.certify(*requests)
    (number,) = (row["number"] for row in provider.certificates() if "00002" in row["name"])
    binaries = provider.root / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "course").symlink_to(Path(sys.executable).with_name("course"))
    ran = []
    for command in COMMAND.findall(page):
        done = subprocess.run(
            ["bash", "-c", command.replace("NUMBER", number)],
            cwd=provider.root,
            env={**os.environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        ran.append(done.stdout)
    assert len(ran) == 8
    assert "Learner Number 00002" in ran[0]
    assert "holds" in ran[3]
    assert "FAILED" not in ran[6]
    assert len((provider.root / "cebroker.csv").read_text(encoding="utf-8").splitlines()) == 5
