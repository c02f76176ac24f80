"""Requests and their grading: what is accepted, and how each bad one is turned away."""

import copy
import json
from datetime import UTC, datetime

import jsonschema
import pytest

from coursekit.content import load_course
from coursekit.records import AttestationError, RequestError, grade, read_request
from coursekit.records.schemas import schema_texts
from sample_request import request_data
from small_course import change, write_course


@pytest.fixture
def course(tmp_path):
    """The small course, read."""
    return load_course(write_course(tmp_path / "course"))


@pytest.fixture
def data(course):
    """A request with every answer right, as plain data."""
    return request_data(course)


@pytest.fixture
def read(tmp_path):
    """Write a request to a file and read it back."""

    def write_and_read(data):
        path = tmp_path / "request.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return read_request(path)

    return write_and_read


def test_right_request(course, data, read):
    """A whole request is read and graded; the schema that is published accepts it too."""
    jsonschema.validate(data, json.loads(schema_texts()["course-request-1.json"]))
    result = grade(course, read(data))
    assert (result.right, result.questions, result.needed, result.percent) == (5, 5, 3, 100)
    assert result.passed
    assert result.missed == ()


@pytest.mark.parametrize(("wrong", "passed", "percent"), [(2, True, 60), (3, False, 40)])
def test_pass_mark(course, data, read, wrong, passed, percent):
    """60 % of five questions is three: three right pass, two do not; what was missed is named."""
    for answer in data["exam"]["answers"][:wrong]:
        answer["chosen"] = [letter for letter in "abc" if letter not in answer["chosen"]][:1]
    result = grade(course, read(data))
    assert (result.passed, result.percent) == (passed, percent)
    assert [objective.id for objective in result.missed] == ["one-do", "one-say"]


def test_unanswered_and_over_answered_are_wrong(course, data, read):
    """No option, or more options than the key, is not right."""
    data["exam"]["answers"][0]["chosen"] = []
    data["exam"]["answers"][1]["chosen"] = ["a", "b"]
    assert grade(course, read(data)).right == 3


def changed(data, path, value):
    """Return a copy of ``data`` with ``value`` at ``path``; None takes the member away."""
    result = copy.deepcopy(data)
    *parents, last = path
    place = result
    for step in parents:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return result


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["format"], "course-request/9", "its format is 'course-request/9'"),
        (["learner", "name"], "x" * 300, "`learner.name` has 300 characters; 80 are allowed"),
        (["learner", "name"], "Ann\x07Other", "character 4 is a control character (U+0007)"),
        (["learner", "name"], "Ann\u202egnp", "character 4 is a text-direction character"),
        (["learner", "name"], "Ann\u2028B", "character 4 is a line-separating character"),
        (["learner", "name"], "   ", "`learner.name` is empty"),
        (["learner", "name"], None, "`learner.name` is missing"),
        (["learner", "nickname"], "Z", "`learner.nickname` is not part of a request"),
        (["request"], "7", "`request`"),
        (["exam", "submitted"], "yesterday", "`exam.submitted`"),
        (["exam", "submitted"], "2026-11-22T03:30:00", "timezone"),
        (["exam", "answers"], [], "`exam.answers`"),
    ],
)
def test_bad_values(data, read, path, value, message):
    """A value that cannot be certified is turned away by name."""
    with pytest.raises(RequestError) as caught:
        read(changed(data, path, value))
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "not json", "[]", "null", '"a"', "[" * 100_000, "{}"])
def test_no_request(read, text):
    """A file that is no request is turned away in words, never with a traceback."""
    with pytest.raises(RequestError):
        read(text)


def test_missing_file(tmp_path):
    """A path that leads nowhere says so."""
    with pytest.raises(RequestError, match="No such file"):
        read_request(tmp_path / "nothing.json")


def test_attestation_not_accepted(data, read):
    """Without the attestation there is no certificate."""
    with pytest.raises(AttestationError, match="the learner must sign"):
        read(changed(data, ["attestation", "accepted"], False))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["course", "id"], "other", "is for the course `other`, and this is `tiny`"),
        (["exam", "answers", 0, "question"], "one-x9", "no question `one-x9`; did you mean"),
        (["exam", "answers", 0, "question"], "one-x2", "`one-x2` is answered twice"),
        (["exam", "answers", 0, "hash"], "0" * 12, "`one-x1` was changed after the learner"),
        (["exam", "answers", 0, "shown"], ["a", "b"], "was not shown with the options a, b, c"),
        (["exam", "answers", 0, "chosen"], ["z"], "an answer that is not one of its options"),
        (["exam", "answers", 4], None, "question `one-x5` is not in the request"),
    ],
)
def test_not_this_exam(course, data, read, path, value, message):
    """A request that does not fit the exam as it is now is turned away by name."""
    request = read(changed(data, path, value))
    with pytest.raises(RequestError) as caught:
        grade(course, request)
    assert message in str(caught.value)


def test_other_version(course, data, read):
    """A certificate names the version that was taken, so that version grades it."""
    with pytest.raises(RequestError, match=r"is for version 2025.9 of the course, and this is"):
        grade(course, read(changed(data, ["course", "version"], "2025.9")))


def test_changed_question(course, data, read):
    """A question that the author changed meanwhile is not graded against the new key."""
    request = read(data)
    change(course.root, "quizzes/exam/one.md", "The first thing", "Something else")
    with pytest.raises(RequestError, match="`one-x1` was changed"):
        grade(load_course(course.root), request)


def test_digest_is_of_the_content(data, read):
    """The digest is the same however the file is laid out, and changes with any answer."""
    first = read(data)
    assert read(json.dumps(data, indent=3, sort_keys=True)).digest == first.digest
    other = changed(data, ["exam", "answers", 0, "chosen"], ["c"])
    assert read(other).digest != first.digest


def test_completion_is_the_moment_of_handing_in(data, read):
    """The date of completion comes from the exam, not from when the file was graded."""
    assert read(data).completed == datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


SAFETY = """\
exam:
  blueprint: [{objective: one-do, levels: [apply], only: [one-x2, one-x4]}]
  safety: [{topic: fire, items: [one-x2, one-x4], scene: fire}]
"""
SCENE = "---\ntitle: Fire\nsummary: One.\ncontent_note: None.\nreviewed: 2026-01-01\n---\n\nRun.\n"


@pytest.fixture
def careful(tmp_path):
    """A course of whose exam every question is about safety."""
    root = write_course(tmp_path / "careful")
    (root / "docs/scenes").mkdir()
    (root / "docs/scenes/fire.md").write_text(SCENE, encoding="utf-8")
    change(root, "course.yml", "exam:\n", SAFETY)
    change(root, "course.yml", "pass_percent: 60", "pass_percent: 1")
    return load_course(root)


@pytest.mark.parametrize(
    ("wrong", "worked", "passed", "topics"),
    [
        (0, None, True, []),
        (1, None, False, ["fire"]),
        (1, "2026-11-22T03:40:00Z", True, []),
        (1, "2026-11-21T03:40:00Z", False, ["fire"]),
    ],
)
def test_a_missed_safety_question_asks_for_its_scene(careful, read, wrong, worked, passed, topics):
    """Whatever the total; a scene worked through before the exam does not count for it."""
    data = request_data(careful, wrong=wrong)
    if worked:
        data["scenes"] = [{"scene": "fire", "worked": worked}]
    found = grade(careful, read(data))
    assert found.passed is passed or found.right < found.needed
    assert [topic.topic for topic in found.scenes] == topics


def test_what_does_not_change_what_is_certified(data, read):
    """A file saved again, an evaluation and a scene leave the digest as it was."""
    digest = read(data).digest
    data |= {
        "created": "2026-11-23T10:00:00Z",
        "evaluation": {"ev-learned": 4, "ev-each": {"one": 3}, "ev-text": "Two\nlines"},
        "scenes": [{"scene": "fire", "worked": "2026-11-23T10:00:00Z"}],
    }
    assert read(data).digest == digest
