"""A learner's way through the built site in Firefox, driven from Node by puppeteer-core."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from committed_course import copy_content
from coursekit.content import load_course
from coursekit.records.request import read_request
from coursekit.records.sealing import create_sealing_key, public_part
from small_course import change

pytestmark = pytest.mark.xdist_group("firefox")

SUITE = Path(__file__).parent / "firefox.mjs"
BOX = """
/// write | Two sentences before you read on
    id: firefox-w1

They stay on this device.
///
"""


@pytest.fixture(scope="module")
def sealing() -> ECKey:
    """The provider's key that opens sealed requests."""
    return create_sealing_key()


@pytest.fixture(scope="module")
def published(tmp_path_factory, root, build_site, serve, sealing) -> tuple[Path, str]:
    """The course with that key and one box to write in, built and served: its folder, the address.

    Both are what a provider and an author may add to it at any time.
    """
    folder = tmp_path_factory.mktemp("firefox")
    course, site = copy_content(root, folder / "course"), folder / "site"
    key = json.dumps(public_part(sealing))
    change(course, "course.yml", "  public_keys: []", f"  public_keys: []\n  sealing_key: {key}")
    module = course / "modules" / f"{load_course(course).modules[0].slug}.md"
    text = module.read_text(encoding="utf-8")
    module.write_text(re.sub(r"(\n## .*\n)", rf"\1{BOX}", text, count=1), encoding="utf-8")
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    return course, serve(site)


@pytest.fixture(scope="module")
def saved(tmp_path_factory, node, published) -> Path:
    """The file that the learner saved in the end; every step before it has passed."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "no Firefox on this machine; `make test` installs it"
    course, address = published
    folder = tmp_path_factory.mktemp("downloads")
    done = subprocess.run(
        [node, "--test", "--test-reporter=spec", str(SUITE)],
        env=os.environ
        | {
            "SITE": address,
            "MODULE": load_course(course).modules[0].slug,
            "DOWNLOADS": str(folder),
            "FIREFOX": program,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.iterdir()
    return file


def test_the_whole_way(saved: Path, sealing: ECKey):
    """Every step passes, and the provider opens the sealed request that was saved in the end."""
    assert re.fullmatch(r"course-request-\d{4}-\d\d-\d\d\.json", saved.name)
    assert "Brien" not in saved.read_text(encoding="utf-8")
    request = read_request(saved, sealing)
    assert request.learner.name == "Zoë O’Brien"
    assert [held.number for held in request.learner.licenses] == ["I.1234567"]
    assert {answer.chosen[0] for answer in request.exam.answers} == {"a"}
