"""A provider with a course, keys and a history, and the folder it publishes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

from certificates.histories import History
from certificates.specimens import COURSE, Certificate, make_facts, signed
from coursekit.certificates import SigningKey, create_key, sign_short
from small_course import change, write_course

MKDOCS = """\
site_name: Tiny
docs_dir: docs
plugins:
  - search
  - mkdocs_quiz: {enabled_by_default: false}
  - course
theme:
  name: material
  font: false
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {icon: material/weather-night, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {icon: material/weather-sunny, name: Switch to light mode}
markdown_extensions: [attr_list, def_list, md_in_html]
nav:
  - Home: docs/index.md
  - One: modules/one.md
  - Verify: docs/verify.md
  - Verify offline: docs/verify-offline.md
exclude_docs: references.bib
"""

VERIFY = """\
# Verify a certificate

Scan the code on a certificate.

<!-- course:verify -->
"""

VERIFY_OFFLINE = """\
# Offline

<!-- course:verifier -->

<!-- course:offline -->

<!-- course:download -->
"""

THEFT = "2026-11-23"
NUMBERS = {
    "valid": "0123456789ABCDEF",
    "by an old key": "1123456789ABCDEF",
    "revoked": "2123456789ABCDEF",
    "replaced": "3123456789ABCDEF",
    "newer": "4123456789ABCDEF",
    "replaced twice": "5123456789ABCDEF",
    "replaced by a revoked one": "6123456789ABCDEF",
    "logged before the theft": "7123456789ABCDEF",
    "logged after the theft": "8123456789ABCDEF",
    "by a thief": "9123456789ABCDEF",
    "by a stranger": "A123456789ABCDEF",
}
"""Certificates by what became of them. The thief's and the stranger's are in no log."""


@dataclass(frozen=True)
class Provider:
    """What belongs to the provider; ``stolen`` was in other hands since `THEFT`."""

    folder: Path
    key: SigningKey
    old: SigningKey
    stolen: SigningKey
    certificates: dict[str, Certificate]
    history: History

    @property
    def status(self) -> Path:
        """The folder that is published."""
        return self.folder / "status"


def make_provider(folder: Path) -> Provider:
    """Write a course below ``folder``, make up its history and publish its status today."""
    key, old, stolen, stranger = (create_key() for _ in range(4))
    signers = dict.fromkeys(NUMBERS, key) | {
        "by an old key": old,
        "logged before the theft": stolen,
        "logged after the theft": stolen,
        "by a thief": stolen,
        "by a stranger": stranger,
    }
    certificates = {
        what: _certificate(signers[what], number, place)
        for place, (what, number) in enumerate(NUMBERS.items())
    }
    history = _history(certificates)
    _write_course(folder, [old, stolen, key], stolen)
    history.publish(folder / "status", key, published=datetime.now(UTC).replace(microsecond=0))
    return Provider(folder, key, old, stolen, certificates, history)


def _certificate(key: SigningKey, number: str, place: int) -> Certificate:
    facts = make_facts(certificate_id=number, status_index=131_070 + place)
    return Certificate(key, facts, signed(facts, key), sign_short(facts, key))


def _history(certificates: dict[str, Certificate]) -> History:
    history = History()
    for what, certificate in certificates.items():
        if what not in ("logged after the theft", "by a thief", "by a stranger"):
            history.issue(certificate.facts, certificate.key)
    history.revoke(NUMBERS["revoked"], "issued by mistake")
    history.supersede(NUMBERS["replaced"], NUMBERS["newer"], "license number corrected")
    history.supersede(NUMBERS["replaced twice"], NUMBERS["replaced"], "name corrected")
    history.supersede(NUMBERS["replaced by a revoked one"], NUMBERS["revoked"], "name corrected")
    late = certificates["logged after the theft"]
    history.issue(late.facts, late.key, at=f"{THEFT}T00:00:01Z")
    return history


def _write_course(folder: Path, keys: list[SigningKey], stolen: SigningKey) -> None:
    write_course(folder)
    change(folder, "course.yml", "id: tiny", f"id: {COURSE}")
    change(
        folder,
        "course.yml",
        "https://tiny.example.org/\nauthors",
        "https://course.example.org/\nauthors",
    )
    listed = ", ".join(key.multikey for key in keys)
    change(
        folder,
        "course.yml",
        "  timezone:",
        f"  public_keys: [{listed}]\n  compromised_keys:\n"
        f"    - {{key: {stolen.multikey}, since: {THEFT}}}\n  timezone:",
    )
    files = {
        "mkdocs.yml": MKDOCS,
        "style.yml": "",
        "docs/index.md": "# Home\n\nWelcome.\n",
        "docs/verify.md": VERIFY,
        "docs/verify-offline.md": VERIFY_OFFLINE,
    }
    for name, text in files.items():
        (folder / name).write_text(dedent(text), encoding="utf-8")
