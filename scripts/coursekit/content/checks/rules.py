"""How a rule is written: a pure function from a course to what it finds, under a stable code."""

from collections.abc import Callable, Iterable, Iterator

from coursekit.content.course import Course
from coursekit.content.errors import Finding

RuleFunction = Callable[[Course], Iterable[Finding]]

RULES: list[RuleFunction] = []
"""Every rule, in the order in which modules register them; the report sorts what they find."""


def rule(function: RuleFunction) -> RuleFunction:
    """Register ``function``; its findings name their codes, which stand in the catalogue."""
    RULES.append(function)
    return function


def find_all(course: Course) -> Iterator[Finding]:
    """Give what every rule finds in ``course``."""
    for function in RULES:
        yield from function(course)
