"""The root of every error that coursekit raises on purpose."""


class CourseError(Exception):
    """Something a person can mend; the message says what is wrong, where, and how to mend it."""
