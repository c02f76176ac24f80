"""What ``course.yml`` says of the exam: where its questions are, what is drawn and what passes."""

from typing import Annotated, Literal

from pydantic import Field

from coursekit.content.typed import Identifier, Strict, Text

BloomLevel = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
"""The cognitive level of a question: the six of Bloom's taxonomy as revised by Anderson et al."""


class ExamDraw(Strict):
    """How many questions of an objective and of some levels each attempt asks."""

    objective: Identifier = Field(description="the objective that they serve")
    levels: Annotated[tuple[BloomLevel, ...], Field(min_length=1)] = Field(
        description="cognitive levels from which they are drawn"
    )
    items: Annotated[int, Field(ge=1)] = Field(default=1, description="how many are drawn")
    only: tuple[Identifier, ...] = Field(
        default=(),
        description="the questions that may be drawn; all that fit, unless given",
    )


class SafetyTopic(Strict):
    """Something that nobody may get wrong, and the scene to work through for whoever does."""

    topic: Text = Field(description="what it is about, in a few words, for the letter to a learner")
    items: Annotated[tuple[Identifier, ...], Field(min_length=1)] = Field(
        description="the exam questions about it"
    )
    scene: Identifier = Field(description="the scene, by the name of its file in docs/scenes")


class Exam(Strict):
    """The final exam: where its questions are and what passes."""

    title: Text = Field(description="what the exam is called")
    bank: Text = Field(
        default="quizzes/exam", description="folder of the exam's questions, inside or outside"
    )
    pass_percent: Annotated[int, Field(ge=1, le=100)] = Field(
        default=80, description="share of right answers that passes, in percent"
    )
    attestation: Text = Field(description="the statement that a learner signs")
    blueprint: tuple[ExamDraw, ...] = Field(
        default=(), description="what each attempt asks; the whole bank, unless given"
    )
    safety: tuple[SafetyTopic, ...] = Field(
        default=(), description="what sends whoever gets it wrong to a scene, whatever the total"
    )

    @property
    def drawn(self) -> int | None:
        """How many questions an attempt asks by the blueprint; None without one."""
        return sum(draw.items for draw in self.blueprint) or None
