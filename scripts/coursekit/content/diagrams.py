"""Drawings from lines of text: ladders, strands and cycles.

``/// ladder | Title`` and ``/// strands | Title`` have a rung or a strand on each line, from the
top, as ``Name`` or ``Name: words``. ``/// cycle | Title`` has three people as ``A: words``, two
loops as ``loop A B: first step; second step``, and what is carried over as ``out: words`` and
``back: words``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.content.markdown_source import MarkdownSource

_PART = re.compile(r"(?P<name>[^:]+?)[ ]*(?::[ ]*(?P<words>\S.*))?")
_PERSON = re.compile(r"(?P<code>\w{1,3})[ ]*:[ ]*(?P<words>\S.*)")
_LOOP = re.compile(r"loop[ ]+(?P<one>\w{1,3})[ ]+(?P<other>\w{1,3})[ ]*:[ ]*(?P<steps>\S.*)")
_CARRIED = re.compile(r"(?P<way>out|back)[ ]*:[ ]*(?P<words>\S.*)")
_BLOCK = re.compile(
    r"^(?P<mark>/{3,})[ ]*(?P<kind>ladder|strands|cycle)\b[^\n]*\n(?P<inside>.*?)^(?P=mark)[ ]*$",
    re.MULTILINE | re.DOTALL,
)

Problem = tuple[int, str]
"""The number of a line, from 0, with what is wrong there."""


@dataclass(frozen=True)
class Part:
    """A rung or a strand; ``words`` is "" where the name says enough."""

    name: str
    words: str


@dataclass(frozen=True)
class Loop:
    """What goes round between two people, step by step, begun by ``one``."""

    one: str
    other: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Cycle:
    """Two loops with one person in both, and what that person carries between them.

    ``people`` are words by code. The person in both loops is the ``hinge``.
    """

    people: dict[str, str]
    loops: tuple[Loop, Loop]
    out: str
    back: str

    @property
    def hinge(self) -> str:
        """The code of the person who is in both loops."""
        first, second = ({loop.one, loop.other} for loop in self.loops)
        return min(first & second)


def read_parts(text: str) -> tuple[tuple[Part, ...], list[Problem]]:
    """Read the inside of a ladder or of strands."""
    parts, problems = [], []
    for number, line in _lines(text):
        match = _PART.fullmatch(line)
        if match:
            parts.append(Part(match["name"], match["words"] or ""))
        else:
            problems.append((number, f"`{line}` has no name before its colon"))
    if len(parts) < 2 and not problems:
        problems.append((0, "there is nothing to draw with fewer than two lines"))
    return tuple(parts), problems


def read_cycle(text: str) -> tuple[Cycle | None, list[Problem]]:
    """Read the inside of a cycle; None when it cannot be drawn."""
    people: dict[str, str] = {}
    loops: list[Loop] = []
    carried: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in _lines(text):
        if match := _LOOP.fullmatch(line):
            unknown = [code for code in (match["one"], match["other"]) if code not in people]
            if unknown:
                problems.append((number, f"nobody above has the code `{unknown[0]}`"))
            steps = tuple(step.strip() for step in match["steps"].split(";") if step.strip())
            loops.append(Loop(match["one"], match["other"], steps))
        elif match := _CARRIED.fullmatch(line):
            carried[match["way"]] = match["words"]
        elif match := _PERSON.fullmatch(line):
            people[match["code"]] = match["words"]
        else:
            problems.append((number, f"`{line}` is no person, loop, `out` or `back`"))
    if not problems:
        problems += [(0, problem) for problem in _lacks(people, loops, carried)]
    if problems:
        return None, problems
    return Cycle(people, (loops[0], loops[1]), carried["out"], carried["back"]), []


def _lacks(people: dict[str, str], loops: list[Loop], carried: dict[str, str]) -> Iterator[str]:
    """Say what keeps a cycle from being drawn as a whole."""
    if len(people) != 3 or len(loops) != 2:
        yield f"a cycle has three people and two loops; here are {len(people)} and {len(loops)}"
    elif len({loops[0].one, loops[0].other} & {loops[1].one, loops[1].other}) != 1:
        yield "one person, and not both, must be in both loops"
    for way in ("out", "back"):
        if way not in carried:
            yield f"write what is carried over, as `{way}: words`"


def find_problems(source: MarkdownSource) -> Iterator[Problem]:
    """Give each line of the file, by its number there, that keeps a drawing from being drawn."""
    for match in _BLOCK.finditer(source.prose):
        read = read_cycle if match["kind"] == "cycle" else read_parts
        first = source.line_at(match.start("inside"))
        for number, problem in read(match["inside"])[1]:
            yield first + number, problem


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield number, line.strip()
