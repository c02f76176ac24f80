"""What ``course.yml`` says of reports: what stays hidden, and how completions are reported."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from coursekit.content.typed import Strict, Text

TrackingNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}$")]
"""A number of CE Broker's without its prefix."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,10}$")]
"""A code of CE Broker's for a profession."""

State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""The two letters of a state or territory, as the mail writes them."""


class Reporting(Strict):
    """From how many answers on a report shows figures: fewer could be traced to a person."""

    least_answers: Annotated[int, Field(ge=3)] = Field(
        default=5, description="fewer answers to a question are not reported"
    )
    least_for_discrimination: Annotated[int, Field(ge=10)] = Field(
        default=30,
        description="fewer first attempts give no discrimination of an exam question; it would be "
        "chance",
    )


class CEBroker(Strict):
    """How completions are reported to CE Broker, in its own numbers and codes."""

    provider: TrackingNumber = Field(description="the provider's tracking number without `50-`")
    course: TrackingNumber | None = Field(
        default=None, description="the course's tracking number without `20-`"
    )
    own_course_id: Text | None = Field(
        default=None, description="the provider's own id of the course, where `course` is not given"
    )
    publishing: TrackingNumber | None = Field(
        default=None, description="a publishing number that CE Broker issued, if there is one"
    )
    professions: dict[State, dict[Text, Code]] = Field(
        default={},
        description="by state, what learners write as their profession, with CE Broker's code",
    )

    @model_validator(mode="after")
    def _one_name_of_the_course(self) -> Self:
        if (self.course is None) == (self.own_course_id is None):
            raise ValueError("give either `course` or `own_course_id`")
        return self
