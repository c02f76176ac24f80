"""What an author may write in the data files beside the pages: law, promises, style."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from coursekit.content.typed import Identifier, Strict, Text


class LawEntry(Strict):
    """One statement about law or an ethics code, with where it holds and how sure it is."""

    id: Identifier = Field(description="the entry's id, which pages name")
    jurisdiction: Text = Field(
        description="where it holds; only what stands before a semicolon is shown within a text"
    )
    topic: Text = Field(description="what it is about")
    statement: Text = Field(description="what holds there, in one or two sentences")
    source: Text = Field(description="a key of the bibliography")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure it is")
    checked: date = Field(description="when somebody last looked")
    check_again: date = Field(description="from this day on the entry counts as past its date")

    @model_validator(mode="after")
    def _dates_in_order(self) -> "LawEntry":
        if self.check_again <= self.checked:
            raise ValueError("`check_again` is not after `checked`")
        return self


class Law(Strict):
    """``docs/law.yml``: every legal statement of the course, in one place."""

    entries: tuple[LawEntry, ...] = Field(description="the statements")


class Promise(Strict):
    """Something that the course was to deliver, and what serves it."""

    source: Text = Field(description="where it was promised; promises of one source stand together")
    promise: Text = Field(description="what was promised, in a few words")
    objectives: tuple[Identifier, ...] = Field(
        default=(), description="objectives that serve it; their modules, questions and cases count"
    )
    pages: tuple[Text, ...] = Field(
        default=(), description="other files that serve it, from the course's folder"
    )


class Coverage(Strict):
    """``docs/coverage.yml``: what was promised, and where the course keeps it."""

    promises: tuple[Promise, ...] = Field(description="one entry for each promise")


class Word(Strict):
    """A word or phrase that the course does not use, and what it says instead."""

    avoid: Text = Field(description="word or phrase; case does not matter")
    use: Text = Field(description="what to write instead")
    unless: Text | None = Field(
        default=None, description="a phrase that makes it right when it stands around the word"
    )


class GradeRange(Strict):
    """Reading grades, by the formula of Flesch and Kincaid, between which pages are to be."""

    pages: Text = Field(description="which files, as a pattern such as docs/client-guide/*.md")
    lowest: Annotated[float, Field(ge=0, le=20)] = Field(description="lowest grade")
    highest: Annotated[float, Field(ge=0, le=20)] = Field(description="highest grade")


class Style(Strict):
    """``style.yml``: the course's own words and reading grades."""

    words: tuple[Word, ...] = Field(default=(), description="words that are not used")
    grades: tuple[GradeRange, ...] = Field(default=(), description="reading grades of pages")
