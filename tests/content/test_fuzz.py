"""Any input gives findings, never a traceback."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.content.checks import check, render
from small_course import write_course

FILES = [
    "course.yml",
    "style.yml",
    "docs/law.yml",
    "docs/coverage.yml",
    "docs/glossary.md",
    "docs/references.bib",
    "modules/one.md",
    "quizzes/practice/one.md",
    "quizzes/exam/one.md",
    "case_studies/a.md",
    "docs/tools/t.md",
]
TOKENS = [
    *("---\n", "<quiz>\n", "</quiz>\n", "- [x] ", "- [ ] ", "> ", "## ", "#### ", "{#one-x1 ", "}"),
    *('objective="one-do"', 'level="apply"', "[@known2020]", "[@", "](#", "](../x.md#y)", "![](a)"),
    *("/// vignette | A\n", "//// decision | B\n", "    id: x\n", "///// option | C\n", "////\n"),
    *("/// map | A\n", "A: x\n", "A = B: y\n", "[law:somewhere-keep]", "{#g-a .common}", "____"),
    *("    best: true\n", "```\n", "`", ": ", "? ", "!!python/object", "&a [*a]", "\t", "\u2028"),
    *("[[x]]", "@article{", "title: [", "{}", "\x00", "2026-13-45", "<!-- check: ignore S106 -->"),
    *(
        "here",
        "TODO",
        "12 %",
        "studies show",
        "always",
        "all of the above",
        "\r\n",
        "é",
        "𝄞",
        "\n\n",
    ),
]
edits = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.floats(0, 1),
        st.integers(0, 60),
        st.one_of(st.sampled_from(TOKENS), st.text(max_size=20)),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The files of the small course, and some that it lacks."""
    root = write_course(tmp_path_factory.mktemp("sound"))
    texts = {name: (root / name).read_text() for name in FILES if (root / name).exists()}
    return {name: texts.get(name, "---\ntitle: A\n---\n\nText.\n") for name in FILES}


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=edits)
def test_edited_course(sound, edits):
    """Random edits of a sound course: cut some characters out anywhere and put others in."""
    texts = dict(sound)
    for name, where, cut, put in edits:
        text = texts[name]
        place = int(where * len(text))
        texts[name] = text[:place] + put + text[place + cut :]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        for form in ("text", "json", "github"):
            assert render(check(Path(folder)), form)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(name=st.sampled_from(FILES), content=st.binary(max_size=400))
def test_any_bytes(name, content):
    """A file of any bytes at all."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_course(Path(folder))
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
        assert render(check(root), "text")
