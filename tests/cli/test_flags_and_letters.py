"""What a person decides: flags, accepted or not; and what a learner who did not pass is told."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from coursekit.certificates import Registry
from coursekit.certificates.registry.attempts import MOST_NAMED
from providing import Provider
from small_course import change

WHO = ("--accepted-by", "B. Signer: a clerk scanned one card twice")


def edit(path: Path, part: str, **values: object) -> Path:
    """Change members of one part of the request in ``path``."""
    data = json.loads(path.read_text(encoding="utf-8"))
    data[part] |= values
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def flagged(desk: Provider, path: Path) -> list[str]:
    """Certify ``path``, which must be flagged, and return the kinds of flags."""
    (found,) = desk.report(path)
    assert found["outcome"] == "flagged", found
    assert found["certificate_id"] is None
    return [flag["kind"] for flag in found["flags"]]


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        ({"started": "2026-11-22T04:00:00Z"}, "clock"),
        ({"submitted": "2026-11-22T10:06:00Z"}, "clock"),
        ({"started": "2026-11-22T03:29:57Z"}, "pace"),
    ],
    ids=[
        "handed in before it was begun",
        "handed in after it was saved",
        "faster than it can be read",
    ],
)
def test_times_that_cannot_be(small_desk: Provider, times: dict[str, str], kind: str) -> None:
    """Clocks may be wrong, so a person decides."""
    path = edit(small_desk.request(1), "exam", **times)
    assert kind in flagged(small_desk, path)
    assert small_desk.records() == []


def test_another_name_under_the_attestation(small_desk: Provider) -> None:
    """Who signed is for a person to ask; case, accents and spaces make no other name."""
    path = small_desk.request(1, name="Zoë de  Vries")
    edit(path, "attestation", name="Somebody Else")
    assert flagged(small_desk, path) == ["signature"]
    assert "Somebody" not in small_desk.certify(path).output
    edit(path, "attestation", name="zoe de vries")
    assert [found["outcome"] for found in small_desk.report(path)] == ["issued"]


@pytest.mark.parametrize(
    ("line", "right", "message"),
    [
        (
            "released: 2026-11-22",
            "released: 2026-11-21",
            "on 2026-11-21, before this version was released (2026-11-22)",
        ),
        (
            "expires: 2026-11-20",
            "expires: 2026-11-21",
            "on 2026-11-21, after the last day of this version (2026-11-20)",
        ),
    ],
)
def test_an_exam_outside_the_days_of_its_version(
    small_desk: Provider, line: str, right: str, message: str
) -> None:
    """Days are counted where the provider is, as on the certificate."""
    path = small_desk.request(1)
    change(small_desk.root, "course.yml", "modules:", f"{line}\nmodules:")
    assert flagged(small_desk, path) == ["period"]
    assert message in small_desk.certify(path).output
    change(small_desk.root, "course.yml", line, right)
    assert [found["outcome"] for found in small_desk.report(path)] == ["issued"]


def test_an_exam_in_the_future(small_desk: Provider) -> None:
    """No certificate can state that, whoever accepts it."""
    path = edit(small_desk.request(1), "exam", submitted="2126-11-22T03:30:00Z")
    (found,) = small_desk.report(path)
    assert found["outcome"] == "refused"
    assert "completed" in found["message"] and "clock" in found["message"]
    assert small_desk.records() == []


def test_a_clock_that_is_a_little_off_is_no_flag(small_desk: Provider) -> None:
    """Five minutes are let pass."""
    path = edit(small_desk.request(1), "exam", started="2026-11-22T03:20:00Z")
    edit(path, "exam", submitted="2026-11-22T10:04:00Z")
    assert [found["outcome"] for found in small_desk.report(path)] == ["issued"]


def test_a_second_request_under_another_name(desk: Provider) -> None:
    """The same license; the flag names the request and the certificate to compare with."""
    first = desk.request(1)
    assert desk.certify(first).exit_code == 0
    second = desk.request(2, license_number="l 0001")
    result = desk.certify(second)
    assert result.exit_code == 1
    (record,) = desk.records()
    assert "a license is also that of another name" in result.stderr
    assert record.certificate_id in result.stderr
    assert record.request_id in result.stderr
    assert "Learner 1" not in result.stderr


def test_a_second_request_of_the_same_learner(small_desk: Provider) -> None:
    """Whoever has a certificate for the course gets no second one in silence."""
    assert small_desk.certify(small_desk.request(1)).exit_code == 0
    assert flagged(small_desk, small_desk.request(1, name="LEARNER  1")) == ["again"]


def test_the_same_exam_of_another_learner(small_desk: Provider) -> None:
    """The same questions and options in the same order, answered alike, are no accident."""
    first = small_desk.request(1)
    assert small_desk.certify(first).exit_code == 0
    exam = json.loads(first.read_text(encoding="utf-8"))["exam"]
    assert flagged(small_desk, edit(small_desk.request(2), "exam", **exam)) == ["answers"]


def test_a_flag_names_a_few_of_many(small_desk: Provider) -> None:
    """An agency whose learners all give its own number floods nobody."""
    for number in range(MOST_NAMED + 3):
        result = small_desk.certify(small_desk.request(number, license_number="AGENCY"))
    assert "3 more)" in result.stderr
    assert result.stderr.count(", request ") < MOST_NAMED


def test_accepting_issues_and_is_kept(desk: Provider) -> None:
    """Who looked into what, and what they found, stands in the history."""
    desk.certify(desk.request(1))
    second = desk.request(2, license_number="L-0001")
    request_id = json.loads(second.read_text(encoding="utf-8"))["request"]
    assert desk.certify(second).exit_code == 1
    assert desk.certify(second, "--accept", request_id, *WHO).exit_code == 0
    with Registry(desk.registry) as registry:
        assert registry.check() == []
        event = list(registry.events())[-1]
    assert event.detail["flags"] == ["license"]
    assert event.detail["accepted_by"] == WHO[1]
    (again,) = desk.report(second)
    assert again["outcome"] == "issued before"


def test_attempts_are_counted_across_requests(desk: Provider) -> None:
    """The registry counts, whatever number the learner's browser tells; a file counts once."""
    for attempt in (1, 2, 3):
        path = desk.request(1, wrong=4)
        for _ in range(2):
            (found,) = desk.report(path)
            assert (found["outcome"], found["attempt"]) == ("not passed", attempt)
        letter = Path(found["files"][0]).read_text(encoding="utf-8")
        assert f"This is attempt {attempt} of yours on our records." in letter
    (found,) = desk.report(desk.request(1))
    assert (found["outcome"], found["attempt"], found["flags"]) == ("issued", 4, [])
    (other,) = desk.report(desk.request(2, wrong=4))
    assert other["attempt"] == 1


def test_a_letter_names_objectives_and_sections_and_no_key(small_desk: Provider) -> None:
    """What to read again, with links, and nothing of the questions."""
    (found,) = small_desk.report(small_desk.request(1, wrong=4))
    (path,) = map(Path, found["files"])
    letter = path.read_text(encoding="utf-8")
    assert path.name == f"letter-{found['request_id']}.txt"
    assert "Dear Learner 1," in letter
    assert "1 of 5 answers are right, and 3 are needed (60 %)." in letter
    assert "- Apply the thing." in letter
    assert "    First section\n    https://tiny.example.org/modules/one/#first\n" in letter
    for question in small_desk.course.exam.values():
        assert question.id not in letter
        assert not any(option.text in letter for option in question.options)


def test_an_answer_is_kept_without_its_learner(desk: Provider) -> None:
    """Answers lie under a random number; no column leads back to a request or a name."""
    desk.certify(desk.request(1), desk.request(2, wrong=2))
    with Registry(desk.registry) as registry, registry.reading() as transaction:
        rows = transaction._connection.execute(text("SELECT * FROM item_answers")).mappings().all()
        attempts = transaction._connection.execute(text("SELECT * FROM attempts")).mappings().all()
    assert len(rows) == 10
    assert len({row["sitting"] for row in rows}) == 2
    assert sorted(row["right"] for row in rows) == [0, 0, *[1] * 8]
    assert set(rows[0]) == {
        *("sitting", "item", "course_id", "course_version", "form", "chosen", "right"),
        *("first_attempt", "quarter"),
    }
    known = {attempt[name] for attempt in attempts for name in ("request_id", "learner")}
    assert known.isdisjoint(str(value) for row in rows for value in row.values())
