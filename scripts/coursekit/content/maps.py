"""Structure maps: ``/// map | Title`` with a person or a tie on each line.

``A: client, dispatcher`` is a person. Ties are ``A = B: home`` (they share a home), ``A - B``
(any tie), ``A -> B`` (care flows from A to B), ``A ~ B`` (conflict) and ``A .. B`` (something not
disclosed), each with its words behind a colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.content.markdown_source import MarkdownSource

TIES = {
    "=": "{one} and {other} share a home",
    "-": "{one} and {other}",
    "->": "{one} cares for {other}",
    "~": "{one} and {other}, in conflict",
    "..": "{one} and {other}, not disclosed",
}
"""What each sign says of the two people around it."""

_PERSON = re.compile(r"(?P<code>\w{1,3})[ ]*:[ ]*(?P<words>\S.*)")
_TIE = re.compile(
    r"(?P<one>\w{1,3})[ ]*(?P<sign>->|\.\.|[=~-])[ ]*(?P<other>\w{1,3})[ ]*:[ ]*(?P<words>\S.*)"
)
_BLOCK = re.compile(r"^(?P<mark>/{3,})[ ]*map\b[^\n]*\n(?P<inside>.*?)^(?P=mark)[ ]*$", re.M | re.S)


@dataclass(frozen=True)
class Person:
    """Somebody on the map, by a code that names nobody."""

    code: str
    words: str


@dataclass(frozen=True)
class Tie:
    """What is between two people; ``sign`` is one of `TIES`."""

    one: str
    sign: str
    other: str
    words: str

    @property
    def said(self) -> str:
        """The tie in words."""
        return f"{TIES[self.sign].format(one=self.one, other=self.other)}: {self.words}"


@dataclass(frozen=True)
class StructureMap:
    """A map as read; ``problems`` are the numbers of lines, from 0, with what is wrong there."""

    people: tuple[Person, ...]
    ties: tuple[Tie, ...]
    problems: tuple[tuple[int, str], ...]


def read_map(text: str) -> StructureMap:
    """Read the inside of a map."""
    people: dict[str, Person] = {}
    ties, problems = [], []
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        if tie := _TIE.fullmatch(line.strip()):
            ties.append(Tie(tie["one"], tie["sign"], tie["other"], tie["words"]))
            unknown = [code for code in (tie["one"], tie["other"]) if code not in people]
            if unknown:
                problems.append((number, f"nobody above has the code `{unknown[0]}`"))
        elif person := _PERSON.fullmatch(line.strip()):
            if person["code"] in people:
                problems.append((number, f"the code `{person['code']}` stands twice"))
            people[person["code"]] = Person(person["code"], person["words"])
        else:
            problems.append((number, f"`{line.strip()}` is neither a person nor a tie"))
    known = tuple(tie for tie in ties if tie.one in people and tie.other in people)
    return StructureMap(tuple(people.values()), known, tuple(problems))


def find_maps(source: MarkdownSource) -> Iterator[tuple[StructureMap, int]]:
    """Give each map of a file with the line on which its inside begins, code left out."""
    for match in _BLOCK.finditer(source.prose) if "/ map" in source.prose else ():
        yield read_map(match["inside"]), source.line_at(match.start("inside"))
