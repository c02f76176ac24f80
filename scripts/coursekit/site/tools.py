"""Lists of tools with what each is for: ``<!-- course:tools NAME NAME -->``, by file names."""

import posixpath
import re

from coursekit.content import Course
from coursekit.errors import CourseError

_LIST = re.compile(r"^<!-- course:tools (?P<names>[\w -]+) -->$", re.MULTILINE)


def write_out(course: Course, markdown: str, page: str) -> str:
    """Put a list with a link and a summary for each tool in the comment's place.

    Raises:
        CourseError: there is no tool of a name.
    """
    tools = {tool.slug: tool for tool in course.tools}

    def entries(match: re.Match[str]) -> str:
        lines = []
        for name in match["names"].split():
            if name not in tools:
                raise CourseError(f"{page}: docs/tools/ has no {name}.md")
            tool = tools[name]
            place = posixpath.relpath(tool.source.path.as_posix(), posixpath.dirname(page))
            lines.append(f"- [{tool.front_matter.title}]({place})  \n  {tool.front_matter.summary}")
        return "\n".join(lines)

    return _LIST.sub(entries, markdown)
