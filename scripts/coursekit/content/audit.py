"""What the course shows and keeps: who stands in its scenes, and what serves each promise."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.content.course import Case, Course, Module
from coursekit.content.data_models import Promise
from coursekit.content.page_models import CastMember


@dataclass(frozen=True)
class Shown:
    """A person of a scene, with the page on which the scene stands."""

    person: CastMember
    title: str
    path: Path


@dataclass(frozen=True)
class Share:
    """How many of how many people (``of``) something is true of."""

    what: str
    count: int
    of: int

    @property
    def percent(self) -> int:
        """The share in whole percent; 0 of nobody."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class Kept:
    """A promise with what keeps it; pages are paths of files in the course folder."""

    promise: Promise
    modules: tuple[Module, ...]
    cases: tuple[Case, ...]
    questions: int
    pages: tuple[str, ...]


def cast_of(course: Course) -> Iterator[Shown]:
    """Give everybody whom modules, cases and scenes name as their cast, in their order."""
    for unit in (*course.modules, *course.cases, *course.scenes):
        for person in unit.front_matter.cast:
            yield Shown(person, unit.front_matter.title, unit.source.path)


def shares(course: Course) -> list[Share]:
    """Return the shares that show whether the cast is lopsided; professionals count as others do.

    Somebody counts as racially minoritized unless ``race`` begins with *White*; whose race a scene
    does not give, as *not given*, is left out of that share. Who returns on several pages under one
    name and age counts once.
    """
    people = list({(s.person.name, s.person.age): s.person for s in cast_of(course)}.values())
    known = [person for person in people if person.race.lower() != "not given"]
    placed = [person for person in people if person.structure != "other"]
    minoritized = sum(not person.race.lower().startswith("white") for person in known)
    beyond = sum(person.structure != "polyamorous" for person in placed)
    chosen = sum(bool(person.choice) for person in people)
    result = [
        Share("racially minoritized, where race is given", minoritized, len(known)),
        Share("of a structure other than polyamory, where one is named", beyond, len(placed)),
        Share("with a disability", sum(bool(p.disability) for p in people), len(people)),
        Share("60 or older", sum((p.age or 0) >= 60 for p in people), len(people)),
        Share("choosing monogamy, to good effect", chosen, len(people)),
    ]
    genders = Counter(person.gender for person in people).most_common()
    return result + [Share(f"gender: {name}", count, len(people)) for name, count in genders]


def keep(course: Course) -> Iterator[Kept]:
    """Give each promise with the modules, cases, questions and pages that serve it."""
    for promise in course.promises:
        wanted = set(promise.objectives)
        modules = tuple(
            module
            for module in course.modules
            if wanted & {objective.id for objective in module.front_matter.objectives}
        )
        cases = tuple(
            case for case in course.cases if wanted & {item.objective for item in case.decisions}
        )
        asked = (*course.questions.values(), *course.exam.values(), *course.decisions.values())
        questions = sum(item.objective in wanted for item in asked)
        yield Kept(promise, modules, cases, questions, promise.pages)
