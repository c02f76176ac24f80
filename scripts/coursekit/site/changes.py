"""What changed, told to learners: ``<!-- course:changes -->`` shows their part of CHANGELOG.md."""

import re
from pathlib import Path

_CHANGES = re.compile(r"^<!-- course:changes -->$", re.MULTILINE)
_VERSION = re.compile(r"^## (?P<title>.+)\n(?P<text>(?:(?!## ).*\n?)*)", re.MULTILINE)
_LEARNERS = re.compile(r"^### For learners\n(?P<text>(?:(?!### ).*\n?)*)", re.MULTILINE)
_NONE = "No version has been released yet."

CHANGELOG = Path("CHANGELOG.md")


def write_out(root: Path, markdown: str) -> str:
    """Put what changed for learners in each version in the comment's place."""
    return _CHANGES.sub(lambda _: for_learners(root) or _NONE, markdown)


def for_learners(root: Path) -> str:
    """Return what CHANGELOG.md in ``root`` tells learners, version by version, as Markdown."""
    path = root / CHANGELOG
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = []
    for version in _VERSION.finditer(text):
        told = _LEARNERS.search(version["text"])
        if told:
            parts.append(f"## {version['title']}\n\n{told['text'].strip()}")
    return "\n\n".join(parts)
