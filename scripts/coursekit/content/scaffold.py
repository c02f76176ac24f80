"""New files for an author: everything but what only a person can write, which says TODO."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from pathlib import Path
from string import Template
from typing import Literal

from coursekit.content.course import COURSE_FILE, Course, Module
from coursekit.content.credit_report import report_date
from coursekit.content.markdown_source import without_code
from coursekit.content.typed import nearest
from coursekit.content.yaml_list import append_entry
from coursekit.errors import CourseError

Bank = Literal["exam", "practice"]

LONGEST_SLUG = 34
"""An id has at most 40 characters, and the longest that is made of a slug ends in ``-v1-d1``."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_ID = re.compile(r"\{#([a-z0-9-]+)|^ {4}id: ([a-z0-9-]+)$", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)")
_ANCHOR = re.compile(r"^## .*\{#([\w-]+)\}[ ]*$", re.MULTILINE)


class ScaffoldError(CourseError):
    """Nothing was written; the message says why."""


@dataclass(frozen=True)
class NewModule:
    """What was written for a module, and whether ``course.yml`` names it already."""

    paths: tuple[Path, ...]
    added_to_course: bool


def new_module(course: Course, slug: str) -> NewModule:
    """Write lesson, practice and exam of the module ``slug`` and name it in ``course.yml``.

    Raises:
        ScaffoldError: the slug is malformed or taken, or one of the files is there.
    """
    named = slug in course.settings.modules
    _require_free(course, slug, [] if named else used_ids(course))
    lesson = Path("modules") / f"{slug}.md"
    objective, name = f"{slug}-o1", slug.replace("-", " ")
    texts = {lesson: _fill("module", slug=slug, today=report_date().isoformat())}
    for kind, number in (("practice", "p1"), ("exam", "x01")):
        path = _bank(course, kind) / f"{slug}.md"
        text = _fill(kind, name=name)
        texts[path] = text + _question(
            course, path, f"{lesson.as_posix()}#first", f"{slug}-{number}", objective
        )
    _write_new(course, texts)
    return NewModule(tuple(texts), added_to_course=named or _add_to_course(course, slug))


def new_case(course: Course, slug: str) -> Path:
    """Write the case ``slug``, which serves the last module's first objective, and return its path.

    Raises:
        ScaffoldError: the slug is malformed or taken, or the file is there.
    """
    _require_free(course, slug, used_ids(course))
    if not course.modules:
        raise ScaffoldError("no module of the course can be read, and a case serves one of them")
    module = course.modules[-1]
    objective = module.front_matter.objectives[0].id
    path = Path("case_studies") / f"{slug}.md"
    today = report_date().isoformat()
    text = _fill("case", slug=slug, module=module.slug, objective=objective, today=today)
    _write_new(course, {path: text})
    return path


def new_question(course: Course, slug: str, kind: Bank) -> tuple[Path, str]:
    """Append a question to a bank of the module ``slug``; return the file and the question's id.

    The id is the next free one in the bank's own numbering. The question serves the objective
    that has the fewest in that bank.

    Raises:
        ScaffoldError: the course has no such module.
    """
    module = next((item for item in course.modules if item.slug == slug), None)
    if module is None:
        known = [item.slug for item in course.modules]
        raise ScaffoldError(f"no module is called `{slug}`; {nearest(slug, known)}")
    path = _bank(course, kind) / f"{slug}.md"
    target = course.root / path
    try:
        text = target.read_text(encoding="utf-8") if target.exists() else ""
    except UnicodeDecodeError:
        raise ScaffoldError(f"{path}: not UTF-8; save the file as UTF-8") from None
    text = text or _fill(kind, name=slug.replace("-", " "))
    name = _next_id(course, module, kind, text)
    anchor = _ANCHOR.search(without_code(module.source.body))
    objective = _least_served(module, kind)
    section = module.source.path.as_posix() + (f"#{anchor[1]}" if anchor else "")
    block = _question(course, path, section, name, objective)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{text.rstrip()}\n\n{block}", encoding="utf-8")
    return path, name


def used_ids(course: Course) -> set[str]:
    """Return every id that stands in the course or was retired, also in parts that are broken."""
    found = {*course.settings.retired_ids, *course.settings.modules, *course.objectives}
    for item in (*course.cases, *course.tools):
        found.add(item.slug)
    for item in (*course.glossary, *course.law):
        found.add(item.id)
    found |= {*course.questions, *course.exam, *course.decisions}
    for source in course.documents.values():
        found |= {first or second for first, second in _ID.findall(source.body)}
    return found


def _require_free(course: Course, slug: str, used: Iterable[str]) -> None:
    """Refuse a slug that can be no id, or that is one already."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise ScaffoldError(
            f"`{slug}` can be no id; use lower-case letters, digits and hyphens, "
            f"at most {LONGEST_SLUG} of them"
        )
    if slug in course.settings.retired_ids:
        raise ScaffoldError(f"`{slug}` is in `retired_ids`; an id is never used again")
    if slug in used:
        raise ScaffoldError(f"the id `{slug}` is used in the course already; choose another")


def _bank(course: Course, kind: Bank) -> Path:
    return Path(course.settings.exam.bank) if kind == "exam" else Path("quizzes/practice")


def _fill(template: str, **values: str) -> str:
    """Return a template of the package with its ``$names`` filled in."""
    place = files("coursekit.content") / "templates" / f"{template}.md"
    return Template(place.read_text(encoding="utf-8")).substitute(values)


def _question(course: Course, path: Path, section: str, name: str, objective: str) -> str:
    """Return one question; its key moves with its number, so that no position is a habit."""
    number = int(_NUMBERED.fullmatch(name)["number"])
    marks = {letter: "x" if number % 3 == place else " " for place, letter in enumerate("cab")}
    link = Path(os.path.relpath(course.root / section, course.root / path.parent)).as_posix()
    return _fill("question", id=name, objective=objective, section=link, **marks)


def _next_id(course: Course, module: Module, kind: Bank, text: str) -> str:
    """Return the next free id in the numbering of the bank's last question."""
    items = module.exam if kind == "exam" else module.practice
    last = _NUMBERED.fullmatch(items[-1].id) if items else None
    stem, width = (last["stem"], len(last["number"])) if last else _numbering(module.slug, kind)
    used = used_ids(course) | {first or second for first, second in _ID.findall(text)}
    numbered = (f"{stem}{number:0{width}}" for number in count(int(last["number"]) if last else 1))
    return next(name for name in numbered if name not in used)


def _numbering(slug: str, kind: Bank) -> tuple[str, int]:
    """Return how the ids of a bank begin that has no numbered question, and their digits."""
    return (f"{slug}-x", 2) if kind == "exam" else (f"{slug}-p", 1)


def _least_served(module: Module, kind: Bank) -> str:
    served = [item.objective for item in (module.exam if kind == "exam" else module.practice)]
    return min((item.id for item in module.front_matter.objectives), key=served.count)


def _write_new(course: Course, texts: dict[Path, str]) -> None:
    """Write all files, or none when one of them is there."""
    for path in texts:
        if (course.root / path).exists():
            raise ScaffoldError(f"{path.as_posix()} is there already; nothing was written")
    for path, text in texts.items():
        target = course.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _add_to_course(course: Course, slug: str) -> bool:
    """Name ``slug`` below ``modules:`` in course.yml; False where that cannot be done safely."""
    path = course.root / COURSE_FILE
    text = path.read_bytes().decode("utf-8")
    longer = append_entry(text, "modules", slug)
    if longer is not None:
        path.write_bytes(longer.encode("utf-8"))
    return longer is not None
