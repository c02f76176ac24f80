"""Reads and checks what the author writes, and gives it to every later station as a `Course`."""

from coursekit.content.bibliography import Reference
from coursekit.content.course import Case, Course, Module
from coursekit.content.errors import ContentError, Finding
from coursekit.content.models import DELIVERY_FORMAT, CourseSettings, is_placeholder
from coursekit.content.page_models import Objective
from coursekit.content.questions import Option, Question
from coursekit.content.reading import load_course, read_course

__all__ = [
    "DELIVERY_FORMAT",
    "Case",
    "ContentError",
    "Course",
    "CourseSettings",
    "Finding",
    "Module",
    "Objective",
    "Option",
    "Question",
    "Reference",
    "is_placeholder",
    "load_course",
    "read_course",
]
