"""Rules about credit: no hour is declared that the course does not support."""

from collections.abc import Iterator

from coursekit.content.approval_models import COURSE_FORMAT
from coursekit.content.checks.rules import rule
from coursekit.content.course import COURSE_FILE, Course
from coursekit.content.credit import METHODS, count_credit, written
from coursekit.content.credit_guards import violations
from coursekit.content.errors import Finding
from coursekit.content.yaml_source import Location, read_yaml


@rule
def hours_are_supported(course: Course) -> Iterator[Finding]:
    """C601: more contact hours are declared than the lowest known method supports."""
    if not _complete(course):
        return
    count, declared = count_credit(course), course.settings.credit.contact_hours
    if declared > count.contact.hours:
        supported = written(count.contact.hours) if count.contact.hours else "none"
        text = (
            f"{written(declared)} contact hours are declared and {supported} supported: "
            f"{METHODS[count.contact.method].lower()} gives {count.contact.reason} "
            f"({count.words:,} words, {count.questions} exam questions)"
        )
        yield _finding(course, ("credit", "contact_hours"), "C601", text)


@rule
def guards_hold(course: Course) -> Iterator[Finding]:
    """C602: hours for too few words, or a difficulty that an author set."""
    if _complete(course):
        for location, text in violations(course, count_credit(course)):
            yield _finding(course, location, "C602", text)


@rule
def approvals_can_be_printed(course: Course) -> Iterator[Finding]:
    """C603: an approval for another format or another title, which no certificate prints."""
    title = course.settings.title
    for number, approval in enumerate(course.settings.approvals):
        if COURSE_FORMAT not in approval.formats:
            text = (
                f"the approval by {approval.body} is not for `{COURSE_FORMAT}`, the format of this "
                "course, so no certificate prints it"
            )
            yield _finding(course, ("approvals", number, "formats"), "C603", text)
        elif not approval.holds_for(title):
            text = (
                f"{approval.body} approved “{approval.course_title}” and the course is called "
                f"“{title}”, so no certificate prints the approval"
            )
            yield _finding(course, ("approvals", number, "course_title"), "C603", text)


def _complete(course: Course) -> bool:
    """Tell whether all modules could be read; words that are missing are reported already."""
    return len(course.modules) == len(course.settings.modules)


def _finding(course: Course, location: Location, code: str, text: str) -> Finding:
    source = read_yaml((course.root / COURSE_FILE).read_text(encoding="utf-8-sig"))
    return Finding(COURSE_FILE, source.line(location), code, text)
