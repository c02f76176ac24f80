"""What the site publishes for whoever checks a certificate, with `mkdocs build` itself."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from certificates.histories import ISSUER
from certificates.provider import THEFT, Provider
from coursekit.certificates import create_key
from coursekit.content import load_course
from coursekit.errors import CourseError
from coursekit.site.download import ADDRESS as COPY
from small_course import change

pytestmark = pytest.mark.xdist_group("verify-page")

Build = Callable[[Path, Path], subprocess.CompletedProcess]


@pytest.fixture
def course(provider: Provider, tmp_path: Path) -> Path:
    """A copy of the provider's course, to change it."""
    return shutil.copytree(provider.folder, tmp_path / "course")


def build(build_site: Build, course: Path) -> Path:
    """Build the course's site beside it."""
    site = course.parent / "site"
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    return site


def test_the_did_document_names_every_key(provider: Provider, provider_site: Path) -> None:
    """Old keys stay; the one in other hands is named, marked, and speaks for nobody."""
    text = (provider_site / ".well-known/did.json").read_text(encoding="utf-8")
    document = json.loads(text)
    assert document["id"] == ISSUER
    named = {item["publicKeyMultibase"]: item for item in document["verificationMethod"]}
    keys = [provider.old.multikey, provider.stolen.multikey, provider.key.multikey]
    assert list(named) == keys
    assert {key for key in keys if "revoked" in named[key]} == {provider.stolen.multikey}
    assert named[provider.stolen.multikey]["revoked"] == f"{THEFT}T00:00:00Z"
    current = [f"{ISSUER}#{key}" for key in keys if key != provider.stolen.multikey]
    assert document["assertionMethod"] == current
    assert "&" not in text  # one verifier decodes HTML's entities before it reads JSON


def test_a_site_below_a_path_has_it_there(course: Path, build_site: Build) -> None:
    """As the did:web method wants: https://host/path/did.json."""
    change(course, "course.yml", "https://course.example.org/", "https://example.org/ce/bees/")
    site = build(build_site, course)
    document = json.loads((site / "did.json").read_text(encoding="utf-8"))
    assert document["id"] == "did:web:example.org:ce:bees"
    assert not (site / ".well-known/did.json").exists()


def test_without_a_key_there_is_no_document(course: Path, build_site: Build) -> None:
    """An empty one would say that nobody speaks for the provider."""
    text = (course / "course.yml").read_text(encoding="utf-8")
    lines = [
        line for line in text.splitlines() if not line.startswith(("  public", "  comp", "   "))
    ]
    (course / "course.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    site = build(build_site, course)
    assert not (site / ".well-known/did.json").exists()
    assert '"keys": []' in (site / "verify/index.html").read_text(encoding="utf-8").replace(
        "&#34;", '"'
    )


def test_a_compromised_key_stays_listed(course: Path) -> None:
    """Whoever takes it out of `public_keys` is told what would be lost."""
    other = create_key().multikey
    change(
        course,
        "course.yml",
        "  compromised_keys:\n",
        f"  compromised_keys:\n    - {{key: {other}, since: 2026-01-01}}\n",
    )
    with pytest.raises(CourseError, match=f"{other}.*leave it there"):
        load_course(course)


def test_the_status_is_part_of_every_build(
    provider: Provider, course: Path, build_site: Build
) -> None:
    """What was published is there after a build, byte for byte, and what is published later
    replaces it without one: the folder is copied into the site, or onto the host.
    """
    site = build(build_site, course)
    published = {path.name: path.read_bytes() for path in provider.status.iterdir()}
    assert {path.name: path.read_bytes() for path in (site / "status").iterdir()} == published
    (course / "status" / "notes.txt").write_text("private")
    (course / "status" / ".log-head.json.new").write_text("half")
    (course / "status" / ".hidden.json").write_text("{}")
    provider.history.publish(course / "status", create_key())
    again = build(build_site, course)
    now = {name: (course / "status" / name).read_bytes() for name in published}
    assert {path.name: path.read_bytes() for path in (again / "status").iterdir()} == now
    assert now != published


def test_a_kept_or_downloaded_copy_has_no_status(provider_site: Path) -> None:
    """A copy does not change, and an old list would say that nobody was revoked since."""
    kept = (provider_site / "sw.js").read_text(encoding="utf-8")
    assert "verify/" in kept
    assert "status/" not in kept
    with zipfile.ZipFile(provider_site / COPY) as copy:
        names = copy.namelist()
    assert "course-offline/verify/index.html" in names
    assert not [name for name in names if name.startswith("course-offline/status/")]


def test_without_a_published_status_there_is_none(course: Path, build_site: Build) -> None:
    """A course that has not issued yet builds as before."""
    shutil.rmtree(course / "status")
    assert not (build(build_site, course) / "status").exists()
