"""What an attempt at the exam asks, and what a request must therefore hold."""

import pytest

from coursekit.content import load_course
from coursekit.content.forms import form_problems
from small_course import change, write_course

BLUEPRINT = """\
  blueprint:
    - {objective: one-do, levels: [apply], items: 1}
"""


@pytest.fixture
def whole(tmp_path):
    """The small course, which asks its whole bank."""
    return load_course(write_course(tmp_path))


@pytest.fixture
def drawn(tmp_path):
    """The small course, of whose bank an attempt asks one question that serves `one-do`."""
    root = write_course(tmp_path)
    change(root, "course.yml", "  attestation:", BLUEPRINT + "  attestation:")
    return load_course(root)


def test_without_a_blueprint_all_is_asked(whole):
    """One group, as large as the bank; each missing question is named."""
    (group,) = whole.strata
    assert group.items == len(group.questions) == whole.asked == len(whole.exam)
    names = list(whole.exam)
    assert list(form_problems(whole, names)) == []
    assert list(form_problems(whole, names[1:])) == [f"question `{names[0]}` is not in the request"]


def test_the_blueprint_draws(drawn):
    """Any one question of the group will do; two of it, none of it, or another one will not."""
    (group,) = drawn.strata
    fitting = [question.id for question in group.questions]
    others = [name for name in drawn.exam if name not in fitting]
    assert (group.items, drawn.asked) == (1, 1)
    assert len(fitting) > 1
    for name in fitting:
        assert list(form_problems(drawn, [name])) == []
    assert list(form_problems(drawn, fitting)) == [
        f"{len(fitting)} questions of one-do (apply) are in the request, not 1"
    ]
    assert list(form_problems(drawn, [])) == [
        "0 questions of one-do (apply) are in the request, not 1"
    ]
    assert list(form_problems(drawn, [fitting[0], others[0]])) == [
        f"question `{others[0]}` is not drawn by the blueprint"
    ]
