"""Tables of what the course shows and keeps, in Markdown, so that their links are checked."""

import posixpath
import re
from itertools import groupby

from coursekit.content import Course
from coursekit.content.audit import Kept, cast_of, keep, shares
from coursekit.content.markdown_source import MarkdownSource

_TITLE = re.compile(r"(?m)^title:[ ]*[\"']?(.*?)[\"']?[ ]*$")
_COVERAGE = re.compile(r"^<!-- course:coverage -->$", re.MULTILINE)
_CAST = re.compile(r"^<!-- course:cast -->$", re.MULTILINE)


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put the tables in place of their comments on the page at ``page``."""
    home = posixpath.dirname(page)
    markdown = _COVERAGE.sub(lambda _: _coverage(course, home), markdown)
    return _CAST.sub(lambda _: _cast(course, home), markdown)


def _coverage(course: Course, home: str) -> str:
    lines: list[str] = []
    titles = {path.as_posix(): _title(source) for path, source in course.documents.items()}
    for source, group in groupby(keep(course), key=lambda kept: kept.promise.source):
        lines += ["", f"### {source}", ""]
        lines += ["| Promise | Modules | Cases | Questions | Tools and pages |"]
        lines += ["| --- | --- | --- | --- | --- |"]
        lines += [_row(kept, home, titles) for kept in group]
    return "\n".join(lines)


def _row(kept: Kept, home: str, titles: dict[str, str]) -> str:
    modules = [_link(m.title, m.source.path.as_posix(), home) for m in kept.modules]
    cases = [_link(c.front_matter.title, c.source.path.as_posix(), home) for c in kept.cases]
    pages = [_link(titles.get(page.partition("#")[0], page), page, home) for page in kept.pages]
    cells = [kept.promise.promise, _cell(modules), _cell(cases)]
    cells += [str(kept.questions or "–"), _cell(pages)]
    return f"| {' | '.join(cells)} |"


def _title(source: MarkdownSource) -> str:
    """Return the title in the front matter, or the name of the file."""
    match = _TITLE.search(source.front_matter)
    return match[1] if match else source.path.stem


def _cell(links: list[str]) -> str:
    return "<br>".join(links) or "–"


def _link(title: str, path: str, home: str) -> str:
    name, _, anchor = path.partition("#")
    target = posixpath.relpath(name, home)
    return f"[{title}]({target}{f'#{anchor}' if anchor else ''})"


def _cast(course: Course, home: str) -> str:
    lines = ["| Share of the cast | Count | Percent |", "| --- | --- | --- |"]
    lines += [f"| {s.what} | {s.count} of {s.of} | {s.percent} |" for s in shares(course)]
    lines += ["", "| Name | Age | Race or ethnicity | Gender | Work | Structure | Part | Scene |"]
    lines += ["| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for shown in cast_of(course):
        person = shown.person
        work = ", ".join(filter(None, (person.work, person.disability))) or "–"
        structure = person.structure + (" (by choice)" if person.choice else "")
        cells = [person.name, str(person.age or "–"), person.race, person.gender, work, structure]
        cells += [person.role, _link(shown.title, shown.path.as_posix(), home)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
