"""Credit: published worked sums, each body's rule, the guards, the report and the syllabus."""

import hashlib
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner

from coursekit.cli import main
from coursekit.content import load_course
from coursekit.content.checks import check
from coursekit.content.credit import (
    award,
    count_credit,
    counted_questions,
    mergener_minutes,
    plain_minutes,
    round_down,
)
from coursekit.content.credit_models import Credit, CreditBody
from coursekit.content.credit_report import report_date
from coursekit.errors import CourseError
from coursekit.site.syllabus import allocate, rows
from small_course import change, write_course

CREDIT = "credit: {contact_hours: 0.25, words_per_hour: 1000}"
QUARTER = Decimal("0.25")

WORKED = [
    # words, questions, difficulty: Mergener in minutes and hours, NBCC, NASW, plain time in hours
    (3774, 16, "2.5", "61.9", "1", "0.63", "0", "0.58"),
    (6000, 10, "3", "58.1", "0.75", "1", "0.5", "0.67"),
    (12000, 20, "3", "94.4", "1.5", "2", "1", "1.33"),
    (12000, 30, "3", "119.4", "1.75", "2", "1", "1.5"),
    (18000, 24, "3", "115.7", "1.75", "3", "1.5", "1.9"),
    (30000, 20, "3", "128.2", "2", "5", "3", "2.83"),
    (30000, 40, "3", "178.3", "2.75", "5", "3", "3.17"),
    (36000, 48, "4", "223.5", "3.5", "6", "3.5", "3.8"),
]


def with_credit(tmp_path, *lines: str):
    """Return the small course with another ``credit`` in course.yml."""
    root = write_course(tmp_path)
    change(root, "course.yml", CREDIT, "\n  ".join(["credit:", *lines]))
    return root


@pytest.mark.parametrize("row", WORKED, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_worked_sums(row):
    """Sums of the literature come out: the first is that of AORN, which fixes the sign of 22.3."""
    words, questions, difficulty, minutes, hours, nbcc, nasw, plain = row
    formula = mergener_minutes(words, questions, Decimal(difficulty))
    assert formula.quantize(Decimal("0.1")) == Decimal(minutes)
    assert round_down(formula / 60, QUARTER) == Decimal(hours)
    assert (Decimal(words) / 6000).quantize(Decimal("0.01")) == Decimal(nbcc)
    body = CreditBody(body="NASW", rule="words", words_per_hour=10000, step="0.5", minimum="0.5")
    assert award(body, {"words": Decimal(0)}, words).hours == Decimal(nasw)
    time = plain_minutes(words, questions, Credit(contact_hours=1)) / 60
    assert time.quantize(Decimal("0.01")) == Decimal(plain)


def test_formula_is_not_negative():
    """A course of nothing gives no minutes, not fewer than none."""
    assert mergener_minutes(0, 0, Decimal(1)) == 0


@pytest.mark.parametrize(
    ("hours", "questions", "counted"),
    [("0.25", 12, 10), ("1", 12, 10), ("1.5", 40, 14), ("2", 12, 12), ("3", 40, 26)],
)
def test_questions_are_capped(hours, questions, counted):
    """The formula counts 10 questions for the first declared hour and 8 for each further one."""
    assert counted_questions(questions, Credit(contact_hours=hours)) == counted


def test_down_to_the_step_exactly():
    """An hour on the step stays; one just below it does not."""
    assert round_down(Decimal("0.75"), QUARTER) == Decimal("0.75")
    assert round_down(Decimal("0.7499"), QUARTER) == Decimal("0.5")


@pytest.mark.parametrize(
    ("rule", "methods", "method", "hours"),
    [
        ("words", {"words": "2.1", "mergener": "1.6"}, "words", "2"),
        ("mergener", {"words": "2.1", "mergener": "1.6"}, "mergener", "1.5"),
        ("mergener", {"words": "2.1"}, None, "0"),
        ("time", {"words": "2.1", "time": "1.3"}, "time", "1.25"),
        ("lowest", {"words": "2.1", "mergener": "1.6", "time": "1.3"}, "mergener", "1.5"),
        ("lowest", {"words": "2.1", "mergener": "1.6", "pilot": "1.1"}, "pilot", "1"),
        ("pilot-first", {"words": "2.1", "mergener": "1.6", "pilot": "1.8"}, "pilot", "1.75"),
        ("pilot-first", {"words": "2.1", "mergener": "1.6"}, "mergener", "1.5"),
        ("words", {"words": "0.9"}, "words", "0"),
    ],
)
def test_rules(rule, methods, method, hours):
    """Each rule takes its own method, and below the minimum there is nothing."""
    known = {name: Decimal(value) for name, value in methods.items()}
    given = award(CreditBody(body="B", rule=rule), known, 0)
    assert (given.method, given.hours) == (method, Decimal(hours))


def test_pilot_counts_from_five_timings_on(tmp_path):
    """Four timings are shown and not used; the median of five is."""
    root = with_credit(tmp_path, "contact_hours: 0.25", "words_per_hour: 1000", "pilot_minutes: []")
    for timings, known in (([20, 21, 22, 90], None), ([20, 21, 22, 90, 91], Decimal(22) / 60)):
        text = (root / "course.yml").read_text().partition("  pilot_minutes")
        rest = text[2].partition("\n")[2]
        (root / "course.yml").write_text(f"{text[0]}  pilot_minutes: {timings}\n{rest}")
        assert count_credit(load_course(root)).methods.get("pilot") == known


def test_counted_once_and_without_what_is_optional(copy_course):
    """Required cases count and others do not, nor do questions."""
    root = copy_course()
    before = count_credit(load_course(root)).words
    case = (
        "---\ntitle: A case\nsummary: A case.\nrequired: {required}\ncontent_note: None.\n"
        "reviewed: 2026-01-01\n---\n\nFive words of a case.\n"
    )
    (root / "case_studies").mkdir(exist_ok=True)
    for required, words in (("false", before), ("true", before + 5)):
        (root / "case_studies/one.md").write_text(case.format(required=required))
        count = count_credit(load_course(root))
        assert count.words == words == sum(text.words for text in count.texts)


def test_hash_is_that_of_the_text(tmp_path):
    """The hash can be made again by hand, and another word gives another."""
    root = write_course(tmp_path)
    count = count_credit(load_course(root))
    body = (root / "modules/one.md").read_text().split("---\n", 2)[2]
    digest = hashlib.sha256(body.encode()).hexdigest()
    assert count.texts[0].sha256 == digest
    assert count.sha256 == hashlib.sha256(f"{digest}  modules/one.md\n".encode()).hexdigest()
    change(root, "modules/one.md", "Somebody", "Nobody")
    assert count_credit(load_course(root)).sha256 != count.sha256


def test_difficulty_needs_a_reviewer(tmp_path):
    """A difficulty that nobody set is refused where the course is read."""
    root = with_credit(tmp_path, "contact_hours: 0.25", "words_per_hour: 1000", "difficulty: 3")
    assert [(item.code, item.line) for item in check(root)] == [("R104", 16)]


def test_guards_know_names_with_degrees_and_placeholders(tmp_path):
    """An author's name counts with other degrees too; a placeholder is nobody's name yet."""
    lines = ["contact_hours: 0.25", "words_per_hour: 1000", "difficulty: 3"]
    root = with_credit(tmp_path, *lines, "difficulty_set_by: a.  author (LCSW)")
    assert [item.code for item in check(root, only=["C"])] == ["C602"]
    change(root, "course.yml", "a.  author (LCSW)", '"[Reviewer: filled in by the owner]"')
    assert check(root, only=["C"]) == []
    done = CliRunner().invoke(main, ["credit", "--course", str(root)])
    assert "The difficulty has no named reviewer yet" in done.output


def test_too_few_words_for_an_hour(tmp_path):
    """3,500 words are the least unless the course says otherwise; 5,000 draw a warning."""
    root = with_credit(
        tmp_path, "contact_hours: 0.25", "guards: {words_per_hour_low: 1300}", "bodies: []"
    )
    assert [item.code for item in check(root, only=["C"])] == ["C601", "C602"]
    change(root, "course.yml", "words_per_hour_low: 1300", "words_per_hour_least: 1200")
    assert [item.code for item in check(root, only=["C"])] == ["C601"]
    done = CliRunner().invoke(main, ["credit", "--course", str(root)])
    assert "Supports no contact hours (declared: 0.25)." in done.output
    text = " ".join(done.output.split())
    assert "1,220 words for each hour; below 5,000 a body may ask why." in text
    assert done.exit_code == 1


def test_no_judgement_on_half_a_course(tmp_path):
    """While a module cannot be read, its words are missing, and nothing is said about hours."""
    root = with_credit(tmp_path, "contact_hours: 0.5", "words_per_hour: 1000")
    change(root, "course.yml", "[one]", "[one, two]")
    assert check(root, only=["C"]) == []


def test_report(tmp_path, monkeypatch):
    """The report gives rule, reason and figures, each time the same, and claims no approval."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    root = with_credit(
        tmp_path,
        "contact_hours: 0.25",
        "words_per_hour: 1000",
        "difficulty: 2",
        "difficulty_set_by: R. Reviewer, PhD",
        "pilot_minutes: [30, 40]",
        "bodies:",
        "  - {body: First | board, rule: words, words_per_hour: 1200, minimum: 0.25}",
        "  - {body: Second board, rule: words, words_per_hour: 10000, step: 0.5}",
    )
    out = tmp_path / "deep/out"
    arguments = ["credit", "--course", str(root), "--out", str(out)]
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 0, first.output
    line = "Supports 0.25 contact hours (declared: 0.25); First | board: 0.25; Second board: none."
    assert line in " ".join(first.stdout.split())
    assert max(map(len, first.stdout.splitlines())) <= 80
    facts = json.loads((out / "credit-report.json").read_text())
    assert facts["date"] == "2026-02-02"
    assert facts["methods"][1]["hours"] == "0.348"
    assert facts["methods"][3] == {
        "method": "pilot",
        "name": "Pilot's median",
        "hours": None,
        "formula": "needs 5 timings, has 2",
    }
    assert facts["bodies"][1]["reason"] == "words: 0.030, below the minimum of 1"
    page = (out / "credit-report.md").read_text()
    assert f"**{line}**" in page
    assert "| First \\| board | words | 0.25 |" in page
    assert "does not say that any body approved" in " ".join(first.stdout.split())
    assert "does not say that any body approved" in page
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert CliRunner().invoke(main, arguments).stdout == first.stdout
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30, ""])
def test_date_that_is_none(monkeypatch, epoch):
    """A SOURCE_DATE_EPOCH that is no moment is named."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(CourseError, match="SOURCE_DATE_EPOCH"):
        report_date()


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (45, ["33.97", "12"], [33, 12]),
        (15, [0, 0], [8, 7]),
        (100, [1, 2, 4], [14, 29, 57]),
        (0, [3, 1], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_allocation(total, weights, shares):
    """Whole minutes by largest remainders, which sum to the total."""
    assert allocate(total, [Decimal(weight) for weight in weights]) == shares
    assert sum(shares) == total


def test_syllabus_sums_to_the_hours(root, site):
    """The printed minutes of the committed course sum to the total shown, the declared hours."""
    course = load_course(root)
    minutes = [row.minutes for row in rows(course)]
    assert sum(minutes) == course.settings.credit.contact_hours * 60
    page = (site / "syllabus/index.html").read_text(encoding="utf-8")
    table = page.partition('<table class="syllabus"')[2].partition("</table>")[0]
    shown = [line.rpartition("<td>")[2].partition("<")[0] for line in table.splitlines()]
    shown = [int(text) for text in shown if text.isdigit()]
    assert shown[:-1] == minutes
    assert shown[-1] == sum(minutes)
