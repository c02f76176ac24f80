"""What an author may write in the forms that learners fill in on the site."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coursekit.content.typed import Identifier, Strict, Text

AGREEMENT = ("strongly disagree", "disagree", "neither", "agree", "strongly agree")
"""The five answers to a statement, from 1 to 5."""


class EvaluationItem(Strict):
    """One question of the evaluation, or one for each outcome, module or author."""

    id: Identifier = Field(description="its id, under which answers are kept and counted")
    ask: Text = Field(description="the question, or the statement to agree with")
    answer: Literal["agree", "scale", "choice", "minutes", "text"] = Field(
        description=(
            "`agree`: five steps of agreement; `scale`: the `options` in order, the first being 1; "
            "`choice`: one of the `options`; `minutes`: a whole number; `text`: free text"
        )
    )
    options: tuple[Text, ...] = Field(
        default=(), description="what may be answered, for `scale` and `choice`"
    )
    each: Literal["outcome", "module", "author"] | None = Field(
        default=None, description="asked once for each of these"
    )
    required: bool = Field(
        default=False, description="whether the request cannot be saved without an answer"
    )

    @model_validator(mode="after")
    def _options_where_needed(self) -> Self:
        if (len(self.options) > 1) != (self.answer in ("scale", "choice")):
            raise ValueError("`options`, two or more, belong to `scale` and `choice` alone")
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of the answers that may be chosen, the first being 1; none for others."""
        return AGREEMENT if self.answer == "agree" else self.options


class EvaluationPart(Strict):
    """Questions under one heading."""

    title: Text = Field(description="the heading")
    items: Annotated[tuple[EvaluationItem, ...], Field(min_length=1)] = Field(
        description="the questions"
    )


class Evaluation(Strict):
    """``docs/evaluation.yml``: what learners are asked about the course before they hand in."""

    introduction: Text = Field(description="what is said above it")
    parts: Annotated[tuple[EvaluationPart, ...], Field(min_length=1)] = Field(
        description="its questions, part by part"
    )

    @property
    def items(self) -> tuple[EvaluationItem, ...]:
        """Every question, in order."""
        return tuple(item for part in self.parts for item in part.items)


class RatingLine(Strict):
    """Something that the learner may have done."""

    id: Identifier = Field(description="its id, under which a learner's device keeps the rating")
    text: Text = Field(description="what it is, in the first person")


class RatingRow(Strict):
    """Lines that belong together, from the most basic to the most advanced."""

    id: Identifier = Field(description="its id")
    title: Text = Field(description="its name")
    lines: Annotated[tuple[RatingLine, ...], Field(min_length=1)] = Field(
        description="the lines, the most basic first"
    )


class RatingLevel(Strict):
    """A level of a row: reached where the one before is, and its own lines are rated so high."""

    name: Text = Field(description="what it is called")
    means: Text = Field(description="what it means, in a few words")
    lines: Annotated[int, Field(ge=1)] = Field(
        description="how many lines it has, counted on from the level before"
    )
    least: Annotated[int, Field(ge=1, le=9)] = Field(
        description="the lowest rating that reaches it"
    )


class SelfAssessment(Strict):
    """``docs/self-assessment.yml``: what learners rate before, then and after the course."""

    anchors: Annotated[tuple[Text, ...], Field(min_length=2, max_length=9)] = Field(
        description="what each rating means, the first being 1"
    )
    sure: Text = Field(description="how the learner is asked how sure they are, from 0 to 100")
    rows: Annotated[tuple[RatingRow, ...], Field(min_length=1)] = Field(description="the lines")
    levels: tuple[RatingLevel, ...] = Field(
        default=(), description="what each row adds up to, the lowest level first"
    )
    beside_results: Identifier | None = Field(
        default=None,
        description="the row whose certainty is set beside the results of practice questions",
    )

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        if self.beside_results not in (None, *(row.id for row in self.rows)):
            raise ValueError(f"`beside_results`: there is no row `{self.beside_results}`")
        wanted = sum(level.lines for level in self.levels)
        for row in self.rows:
            if self.levels and len(row.lines) != wanted:
                raise ValueError(
                    f"the row `{row.id}` has {len(row.lines)} lines, and the levels {wanted}"
                )
        return self
