"""What can be wrong with a learner's file."""

from coursekit.errors import CourseError


class RequestError(CourseError):
    """A request that cannot be read or cannot be graded."""


class SealError(RequestError):
    """A sealed request that cannot be opened."""
