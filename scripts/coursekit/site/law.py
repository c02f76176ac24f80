"""What the course says of law: where it holds, how sure it is, and when somebody last looked."""

import posixpath
import re

from coursekit.content import Course
from coursekit.content.course import LAW_PAGE
from coursekit.content.data_models import LawEntry
from coursekit.content.law import LAW_REFERENCE
from coursekit.content.markdown_source import without_code

_LIST = re.compile(r"^<!-- course:law -->$", re.MULTILINE)


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put a link to its entry in place of each ``[law:ID]``, and the entries in place of the list.

    Args:
        course: the course, whose entries were checked when it was read.
        markdown: the Markdown of a page.
        page: the page's path as MkDocs knows it, such as ``modules/intake.md``.
    """
    markdown = _LIST.sub(lambda _: _entries(course), markdown)
    if "[law:" not in markdown:
        return markdown
    entries = {entry.id: entry for entry in course.law}
    home = posixpath.relpath(LAW_PAGE.as_posix(), posixpath.dirname(page))
    pieces, last = [], 0
    for match in LAW_REFERENCE.finditer(without_code(markdown)):
        pieces += [markdown[last : match.start()], _link(entries[match["id"]], home)]
        last = match.end()
    return "".join(pieces) + markdown[last:]


def _link(entry: LawEntry, home: str) -> str:
    place = entry.jurisdiction.partition(";")[0]
    # A line may break between the three parts and nowhere else.
    parts = (f"Law: {place}", f"{entry.confidence} confidence", f"checked {entry.checked}")
    shown = " · ".join(part.replace(" ", "\u00a0") for part in parts)
    return f"[{shown}]({home}#{entry.id}){{.law}}"


def _entries(course: Course) -> str:
    """Write every entry in Markdown, below a heading for each jurisdiction."""
    lines: list[str] = []
    places = dict.fromkeys(entry.jurisdiction for entry in course.law)
    for place in places:
        lines += ["", f"## {place} {{#{_slug(place)}}}"]
        for entry in course.law:
            if entry.jurisdiction == place:
                lines += [
                    *("", f"### {entry.topic} {{#{entry.id}}}", ""),
                    *(entry.statement, ""),
                    f"Source: [@{entry.source}].",
                    f"Confidence: {entry.confidence}.",
                    f"Checked {entry.checked}; to be checked again by {entry.check_again}.",
                    "{.law__source}",
                ]
    return "\n".join(lines)


def _slug(place: str) -> str:
    return "in-" + re.sub(r"\W+", "-", place.lower()).strip("-")
