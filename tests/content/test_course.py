"""Reading a course: what it becomes, and what each mistake is called."""

import pytest

from coursekit.content import ContentError, load_course
from small_course import change, question, write_course


@pytest.fixture
def tiny(tmp_path):
    """A whole small course on disk."""
    return write_course(tmp_path)


def problems(root) -> list[str]:
    """Return what is wrong with the course at ``root``, a line each."""
    with pytest.raises(ContentError) as caught:
        load_course(root)
    return [str(finding) for finding in caught.value.findings]


def test_whole_course(tiny):
    """A sound course is read with its order, ids, keys, citations and words."""
    course = load_course(tiny)
    assert [module.slug for module in course.modules] == ["one"]
    assert list(course.questions) == ["one-p1", "one-p2"]
    assert [item.key for item in course.exam.values()] == [{"a"}, {"b"}, {"c"}, {"a"}, {"b"}]
    assert course.exam["one-x1"].options[1].reason == "Reason b of one-x1."
    assert course.exam["one-x1"].rationale.startswith("Rationale of one-x1, taught in")
    assert [path.as_posix() for path in course.citations["known2020"]] == ["modules/one.md"]
    assert course.words == 305  # 300 words, the heading's two, and "Somebody found something"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("course.yml", "summary:", "sumary:", "course.yml:4: unknown key `sumary`; did you mean"),
        ("course.yml", "title: A tiny course\n", "", "course.yml:1: `title` is missing; add it"),
        ("course.yml", "  email:", "  emial:", "course.yml:10: unknown key `provider.emial`; did"),
        ("course.yml", "modules: [one]", "modules: [two]", "there is no modules/two.md"),
        ("course.yml", "title: A tiny", "id: A tiny", "course.yml:2: the key `id` stands twice"),
        ("course.yml", "title: A tiny course", "title: [", "course.yml:4: not valid YAML"),
        ("course.yml", "America/New_York", "Mars/Base", "IANA database"),
        ("course.yml", "tiny.example.org/\n", "tiny.example.org/x\n", "must end with a slash"),
        ("course.yml", "contact_hours: 0.25", "contact_hours: 0.3", "multiple of 0.25"),
        ("modules/one.md", "objectives:", "objektives:", "did you mean `objectives`?"),
        ("modules/one.md", "one-say", "one do", "modules/one.md:7: `objectives.1.id`"),
        ("modules/one.md", "known2020", "known2021", "did you mean `known2020`?"),
        ("quizzes/exam/one.md", "{#one-x2 ", "{#one-x1 ", "the id `one-x1` stands in"),
        ("quizzes/exam/one.md", 'objective="one-say"', 'objective="one-sya"', "`one-say`?"),
        ("quizzes/exam/one.md", 'level="apply"', 'level="aply"', "exam/one.md:1: `level`"),
        ("quizzes/exam/one.md", ' level="apply"', "", "heading lacks `level`; add it"),
        ("quizzes/exam/one.md", 'level="apply"', 'levle="apply"', "did you mean `level`?"),
        ("quizzes/exam/one.md", "{#one-x1 ", '{"#one-x1 ', "cannot read"),
        ("quizzes/exam/one.md", "- [x] The first", " - [x] The first", ":6: an option starts in"),
        ("quizzes/exam/one.md", "[x]", "[ ]", "no option is marked as correct"),
        ("quizzes/exam/one.md", "> Reason a of one-x1.\n", "", ":6: this option has no reason"),
        ("quizzes/exam/one.md", "second thing", "first thing", "two options have the same text"),
        ("quizzes/exam/one.md", "What do you do about one-x1?", "", "the question has no stem"),
        ("quizzes/exam/one.md", "about one-x1?", "with [[this]]?", "fill-in-the-blank"),
        ("quizzes/exam/one.md", "</quiz>", "", "quiz block does not follow a heading"),
        ("docs/references.bib", "volume = {1},", "volume = {1}, year = {2021},", "stands twice"),
    ],
)
def test_mistakes(tiny, file, old, new, message):
    """Each mistake is named with its file, its line and what to do about it."""
    change(tiny, file, old, new)
    assert any(message in line for line in problems(tiny)), problems(tiny)


def test_all_at_once(tiny):
    """Mistakes in several files are all reported, not the first only."""
    change(tiny, "course.yml", "summary:", "sumary:")
    change(tiny, "docs/references.bib", "volume = {1},", "volume = {1}, year = {2021},")
    found = problems(tiny)
    assert any("sumary" in line for line in found)
    assert any("references.bib" in line for line in found)


def test_retired_id(tiny):
    """An id that was retired is never used again."""
    change(tiny, "course.yml", "modules:", "retired_ids: [one-p2]\nmodules:")
    assert "the id `one-p2` is in `retired_ids`" in problems(tiny)[0]


def test_hash_is_of_what_is_asked(tiny):
    """A mended reason leaves an answer valid; a changed option or stem does not."""
    before = load_course(tiny).exam["one-x1"].hash
    change(tiny, "quizzes/exam/one.md", "Reason a of one-x1.", "A better reason.")
    change(tiny, "quizzes/exam/one.md", "Rationale of one-x1,", "A better rationale,")
    change(tiny, "quizzes/exam/one.md", "What do you do about", "What do you   do about")
    assert load_course(tiny).exam["one-x1"].hash == before
    change(tiny, "quizzes/exam/one.md", "The first thing", "Another thing")
    assert load_course(tiny).exam["one-x1"].hash != before


def test_exam_outside_the_checkout(tiny, tmp_path_factory):
    """The exam bank may stand in a private folder that `course.yml` points to."""
    private = tmp_path_factory.mktemp("private")
    (tiny / "quizzes/exam/one.md").rename(private / "one.md")
    change(tiny, "course.yml", "exam:\n", f"exam:\n  bank: {private}\n")
    assert len(load_course(tiny).exam) == 5


def test_code_is_not_a_question_nor_a_citation(tiny):
    """What stands in a code block is shown, not read."""
    path = tiny / "modules/one.md"
    path.write_text(path.read_text() + "\n```\n" + question("one-y1") + "[@nobody]\n```\n`[@no]`\n")
    assert "one-y1" not in load_course(tiny).questions


def test_committed_course(root):
    """The course in this repository is sound and whole."""
    course = load_course(root)
    assert all(len(module.practice) >= 6 for module in course.modules)
    assert all(len(module.exam) >= 10 for module in course.modules)
    assert all(module.words >= 1500 for module in course.modules)
    served = {item.objective for item in [*course.questions.values(), *course.exam.values()]}
    assert served == set(course.objectives)
