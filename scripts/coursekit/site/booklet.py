"""Several pages as one: ``<!-- course:booklet FILE FILE … -->``, to be printed together."""

import posixpath
import re
from pathlib import Path

from coursekit.content import Course
from coursekit.errors import CourseError

_BOOKLET = re.compile(r"^<!-- course:booklet (?P<files>[^>]*?) -->$", re.MULTILINE)
_ANCHOR = re.compile(r"(?P<before>\{|\]\()#(?P<id>[\w-]+)(?=[\s})])")
_HEADING = re.compile(r"^#{1,5} ", re.MULTILINE)


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put the text of each file, named from the page's own folder, in the comment's place.

    Headings go down one level. Ids and the links to them on the same page get the file's name in
    front, so that none stands twice; links to other files stay right, as all are in one folder.

    Raises:
        CourseError: the course has no such file.
    """

    def text_of(name: str) -> str:
        path = posixpath.join(posixpath.dirname(page), name)
        source = course.documents.get(Path(path))
        if source is None:
            raise CourseError(f"{page}: the booklet names {name}, and there is no {path}")
        stem = posixpath.splitext(name)[0]
        body = _HEADING.sub(r"#\g<0>", source.body)
        return _ANCHOR.sub(rf"\g<before>#{stem}-\g<id>", body)

    def pages(match: re.Match[str]) -> str:
        return "\n\n".join(map(text_of, match["files"].split()))

    return _BOOKLET.sub(pages, markdown)
