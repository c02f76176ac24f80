"""The one reporter: findings as text for a person, as JSON, or as annotations for CI."""

import json
from collections.abc import Callable, Sequence

from coursekit.content.checks.kinds import read_catalog
from coursekit.content.errors import Finding


def render(findings: Sequence[Finding], form: str) -> str:
    """Return the report on ``findings`` in the form ``text``, ``json`` or ``github``."""
    return FORMATS[form](findings)


def _text(findings: Sequence[Finding]) -> str:
    """One line for what is wrong here, then one for how to mend each kind."""
    if not findings:
        return "Nothing found.\n"
    lines = [
        f"{finding.path.as_posix()}:{finding.line}: {finding.code} {finding.text}"
        for finding in findings
    ]
    catalog = read_catalog()
    lines += ["", "How to mend them (course check --explain CODE tells more):"]
    lines += [f"  {code}  {catalog[code].remedy}" for code in sorted({f.code for f in findings})]
    files = len({finding.path for finding in findings})
    counted = f"{len(findings)} finding{'s' * (len(findings) > 1)}"
    lines += ["", f"{counted} in {files} file{'s' * (files > 1)}."]
    return "\n".join(lines) + "\n"


def _json(findings: Sequence[Finding]) -> str:
    """Write a list of objects with path, line, code, text and remedy."""
    catalog = read_catalog()
    rows = [
        {
            "path": finding.path.as_posix(),
            "line": finding.line,
            "code": finding.code,
            "text": finding.text,
            "remedy": catalog[finding.code].remedy,
        }
        for finding in findings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _github(findings: Sequence[Finding]) -> str:
    """Workflow commands, which GitHub and its like show beside the line they are about."""
    return "".join(
        f"::error file={_property(finding.path.as_posix())},line={finding.line},"
        f"title={finding.code}::{_message(finding.text)}\n"
        for finding in findings
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
