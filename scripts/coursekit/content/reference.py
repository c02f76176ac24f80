"""What is made from the models: JSON Schemas for editors, and the author's reference pages."""

import json
from importlib.resources import files

from pydantic import BaseModel

from coursekit.content.checks import explain, read_catalog
from coursekit.content.data_models import Coverage, Law, Style
from coursekit.content.form_models import Evaluation, SelfAssessment
from coursekit.content.models import CourseSettings
from coursekit.content.page_models import (
    CaseFrontMatter,
    DecisionAttributes,
    ModuleFrontMatter,
    QuestionAttributes,
    SceneFrontMatter,
    ToolFrontMatter,
    WriteAttributes,
)
from coursekit.content.reference_tables import tables

FILES: dict[str, tuple[str, type[BaseModel]]] = {
    "course": ("`course.yml`", CourseSettings),
    "module": ("Front matter of `modules/NAME.md`", ModuleFrontMatter),
    "question": ("Attributes of a question", QuestionAttributes),
    "decision": ("Options of a decision point", DecisionAttributes),
    "write": ("Options of a box to write in", WriteAttributes),
    "case": ("Front matter of `case_studies/NAME.md`", CaseFrontMatter),
    "scene": ("Front matter of `docs/scenes/NAME.md`", SceneFrontMatter),
    "tool": ("Front matter of `docs/tools/NAME.md`", ToolFrontMatter),
    "law": ("`docs/law.yml`", Law),
    "coverage": ("`docs/coverage.yml`", Coverage),
    "evaluation": ("`docs/evaluation.yml`", Evaluation),
    "self-assessment": ("`docs/self-assessment.yml`", SelfAssessment),
    "style": ("`style.yml`", Style),
}
"""What an author writes: a name for the schema, what it is called, and its model."""

EXAMPLES = {
    "module": "module.md",
    "question": "question.md",
    "decision": "decision.md",
    "write": "write.md",
    "case": "case.md",
    "scene": "scene.md",
    "tool": "tool.md",
    "law": "law.yml",
    "coverage": "coverage.yml",
    "evaluation": "evaluation.yml",
    "self-assessment": "self-assessment.yml",
    "style": "style.yml",
}
"""The example of each, a file of the package; ``course.yml`` is in every course."""

OPTION = """\
Each `option` block inside has one key of its own:

| Key | Value | What it is |
| --- | --- | --- |
| `best` | `true` or `false`; `false` unless given | most defensible; `true` for exactly one |
"""

LAW = """\
In a text, `[law:ID]` behind a sentence shows where it holds, how sure it is and when it was
checked, and links the entry: `Keep the record for seven years [law:law-records].`
The comment `<!-- course:law -->` on a line of its own lists every entry, on `docs/law.md`.

"""

COVERAGE = """\
The comment `<!-- course:coverage -->` shows the promises with what keeps them, and
`<!-- course:cast -->` the people of all scenes, from the `cast` of modules and cases.

"""

GLOSSARY = """\
## `docs/glossary.md` {#glossary}

A term stands alone on its line, with its id between braces.
Its definition follows on the next line, after a colon and three spaces, and may cite.
On lessons, cases and the guide for clients a reader opens the definition from the word itself;
`{#id .common}` leaves out a word that has an everyday sense, and an abbreviation in brackets
behind a term, such as `(CT)`, is written out at its first use on a page.
"""

BLOCKS = """\
## Blocks in a text {#blocks}

A block begins with `/// name | Title` and ends with `///`.
A block inside another has one slash more, as the [decision point](#decision) above.
`vignette`, `decision` and `option` are shown there; these are all the others.
"""

NOTES = {"decision": OPTION, "law": LAW, "coverage": COVERAGE}
"""What the tables cannot say of a kind of file."""

REFERENCE_HEAD = """\
---
title: Reference
---

# Reference

Everything that an author may write in YAML and in headings, made from the same models that read it.
A key that is not listed here is refused, and the nearest known one is named.
"""

CHECKS_HEAD = """\
---
title: What the checks find
---

# What the checks find

`course check` reads the whole course and reports everything at once.
Each finding has its file, its line and a code.
`course check --explain CODE` shows a section of this page in the terminal.
"""


def schema_texts() -> dict[str, str]:
    """Return the JSON Schema (2020-12) of each file that an author writes, by file name."""
    return {f"{name}.schema.json": _schema(model) for name, (_, model) in FILES.items()}


def reference_page() -> str:
    """Return ``docs/authoring/reference.md``."""
    sections = [_section(name) for name in FILES]
    sections += [f"{GLOSSARY}\n{example('glossary.md')}", f"{BLOCKS}\n{example('blocks.md')}"]
    return REFERENCE_HEAD + "\n" + "\n".join(sections)


def example(name: str) -> str:
    """Return the file ``name`` of the package's examples as a block of code."""
    text = (files("coursekit.content") / "examples" / name).read_text(encoding="utf-8")
    return f"```{'yaml' if name.endswith('.yml') else 'markdown'}\n{text}```\n"


def checks_page() -> str:
    """Return ``docs/authoring/checks.md``."""
    return CHECKS_HEAD + "\n" + "\n".join(explain(code) for code in read_catalog())


def _section(name: str) -> str:
    """Write what may stand in one kind of file, and an example unless the course has one itself."""
    title, model = FILES[name]
    parts = [f"## {title} {{#{name}}}\n", tables(model)]
    parts += [text for about, text in NOTES.items() if about == name]
    if name in EXAMPLES:
        parts += ["For example:\n", example(EXAMPLES[name])]
    return "\n".join(parts)


def _schema(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
