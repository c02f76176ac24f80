"""Keys of YAML: a slip is one finding, at its own line."""

from pathlib import Path

import pytest

from coursekit.content.data_models import Law
from coursekit.content.page_models import ModuleFrontMatter
from coursekit.content.reference import EXAMPLES, example
from coursekit.content.typed import parse_yaml

LAW = example(EXAMPLES["law"]).replace("```yaml\n", "").replace("```\n", "")
MODULE = example(EXAMPLES["module"]).replace("```markdown\n", "").replace("---\n", "")


def found(model, text: str) -> list[str]:
    """Return what is found in ``text`` as ``LINE CODE TEXT``."""
    findings = []
    parse_yaml(model, text.replace("```\n", ""), Path("a.yml"), findings)
    return [f"{finding.line} {finding.code} {finding.text}" for finding in sorted(findings)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "objectives:",
            "objectivs:",
            ["3 R102 unknown key `objectivs`; did you mean `objectives`?"],
        ),
        (
            "    text:",
            "    txt:",
            ["5 R102 unknown key `objectives.0.txt`; did you mean `text`?"],
        ),
        # a key that stands there rightly besides
        (
            "title:",
            "titles: x\ntitle:",
            ["1 R102 unknown key `titles`; did you mean `title`?"],
        ),
        # what is missing for another reason is still said
        (
            "summary:",
            "colour:",
            [
                "1 R103 `summary` is missing; add it",
                "2 R102 unknown key `colour`; known: title, summary, objectives, content_note, "
                "reviewed, cast",
            ],
        ),
    ],
)
def test_slips(old, new, expected):
    """The key that was meant is not reported as missing besides."""
    assert found(ModuleFrontMatter, MODULE.replace(old, new, 1)) == expected


def test_line_of_an_entry():
    """A key of an entry further down is reported where it stands."""
    second = LAW.removeprefix("entries:\n").replace("topic:", "colour: blue\n    topic:")
    lines = (LAW + second).splitlines()
    (finding,) = found(Law, "\n".join(lines))
    at = lines.index("    colour: blue") + 1
    assert finding.startswith(f"{at} R102 unknown key `entries.1.colour`; known: id,")
