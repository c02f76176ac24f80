"""The smallest whole course, for tests that change one thing in it."""

from pathlib import Path
from textwrap import dedent

COURSE_YML = """\
id: tiny
title: A tiny course
version: "2026.1"
summary: One module about nothing much.
site_url: https://tiny.example.org/
authors: [A. Author]
provider:
  name: Tiny Provider
  address: 1 Small Street, Anytown
  email: hello@tiny.example.org
  url: https://tiny.example.org/
  signatory_name: B. Signer
  signatory_title: Director
  timezone: America/New_York
modules: [one]
credit: {contact_hours: 0.25, words_per_hour: 1000}
exam:
  title: Exam
  pass_percent: 60
  attestation: I did this myself.
not_approved_notice: Not approved for credit by any board.
"""

MODULE = """\
---
title: Module one
summary: What it is about.
objectives:
  - id: one-do
    text: Apply the thing.
  - id: one-say
    text: Name the thing.
content_note: Nothing upsetting.
reviewed: 2026-01-31
---

## First section {{#first}}

{words}
Somebody found something [@known2020].
"""

QUESTION = """\
## Question {name} {{#{name} objective="{objective}" level="apply"}}

<quiz>
What do you do about {name}?

- [{a}] The first thing
> Reason a of {name}.
- [{b}] The second thing
> Reason b of {name}.
- [{c}] The third thing
> Reason c of {name}.

Rationale of {name}, taught in [the first section](../../modules/one.md#first).
</quiz>

"""

BIBLIOGRAPHY = """\
@article{known2020,
  author = {Known, Ann},
  title = {A thing that is known},
  journal = {Journal of Things}, year = {2020}, volume = {1}, pages = {1--2},
  doi = {10.1000/known}, doi_status = {found}
}
"""


def question(name: str, key: str = "a", objective: str = "one-do") -> str:
    """Return the source of one question whose key is the option ``key``."""
    marks = {letter: "x" if letter in key else " " for letter in "abc"}
    return QUESTION.format(name=name, objective=objective, **marks)


def write_course(root: Path) -> Path:
    """Write the course below ``root``, which is made, and return ``root``."""
    files = {
        "course.yml": COURSE_YML,
        "modules/one.md": MODULE.format(words="word " * 300),
        "quizzes/practice/one.md": question("one-p1") + question("one-p2", "b", "one-say"),
        "quizzes/exam/one.md": "".join(
            question(f"one-x{number}", "abcab"[number - 1], ("one-do", "one-say")[number % 2])
            for number in range(1, 6)
        ),
        "docs/references.bib": BIBLIOGRAPHY,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace ``old``, which must be there, by ``new`` in the file ``name``."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
