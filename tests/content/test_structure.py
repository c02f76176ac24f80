"""What the rules about structure see on a page is what Python-Markdown makes of it."""

import re
from pathlib import Path
from time import perf_counter

import pytest
from markdown import Markdown

from coursekit.content.checks import check
from coursekit.content.checks.markup import find_anchors, find_headings, find_links, shown, words
from coursekit.content.markdown_source import MarkdownSource
from small_course import change, write_course

PAGE = """\
#Close to the mark

Plain text, then #no heading. \\[not a link](a.md)

## Same words
## Same words
### *Stressed* `code` & a [link](b.md) ##
## With its own {#own}

Underlined words
===
A paragraph with a rule
below it, which is no heading
---

Underlined again {#again}
-----

```markdown
# Code
[code](c.md)
```

<!-- # Comment [no](d.md) -->

Term {#term}
:   What it is. [Titled](e.md "a (title)"), ![image](f.png 'it'), [![both](g.png)](h.md),
    [angled](<i j.md>), [brackets [inside]](k.md#x), `[span](l.md)`.

<a id="raw"></a> <span class="x" id='single'>text</span>

[full][ref], [ref][], [ref] and [nothing].

- [ ] [An option](n.md)
- [x] (not a link)

/// details | More
    attrs: {id: inner}

## In the block
///

[Ref]: m.md "title"
"""


def source_of(text: str) -> MarkdownSource:
    """Return ``text`` as a page."""
    return MarkdownSource(Path("docs/page.md"), "", text, 1)


@pytest.fixture(scope="module")
def html():
    """The page as the site renders it, but for the extensions that the page does not use."""
    names = ["attr_list", "def_list", "toc", "pymdownx.superfences", "pymdownx.blocks.details"]
    return Markdown(extensions=names).convert(PAGE)


def test_anchors(html):
    """Every id of the page is found, and no other."""
    assert find_anchors(source_of(PAGE)) == set(re.findall(r'\bid=["\']([^"\']+)', html))


def test_headings(html):
    """The headings have the levels that they get on the page, in their order."""
    levels = [heading.level for heading in find_headings(source_of(PAGE))]
    assert levels == [int(level) for level in re.findall(r"<h(\d)", html)]


def test_links(html):
    """Links and images lead where they lead on the page; a definition is counted once."""
    source = source_of(PAGE)
    found = find_links(shown(source), source.body)
    targets = {link.target for link in found if link.target is not None}
    assert targets == set(re.findall(r'(?:href|src)="([^"]*)', html))


@pytest.mark.parametrize(
    "text", ["[a](", "[[a]", "[ [a]", "<!--", "## a\n", "a\n---\n\n", "{#", "<a "]
)
def test_long_nonsense(text):
    """Text that goes on without an end takes time that grows with its length, not its square."""
    source = source_of(text * 20_000)
    start = perf_counter()
    find_anchors(source)
    list(find_links(shown(source), source.body))
    assert perf_counter() - start < 5, "twenty times what it takes, and less than the square"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A rule has to be written down.", False),
        ("Which of them needs to be\nwritten, and when?", False),
        ("The part (to be written) is short.", True),
        ("| Custody | to be written |", True),
        ("Please insert your own example\nhere.", True),
        ("The METODO of it.", False),
        ("Say `TODO` for it.", False),
        ("<!-- FIXME -->", True),
    ],
)
def test_placeholders(tmp_path, text, counts):
    """A word that holds a place is told from the same word in a sentence."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", "Somebody found", f"{text}\n\nSomebody found")
    assert bool(check(root, only=["S106"])) == counts


@pytest.mark.parametrize(
    "text",
    ["[@known2020][-@known2020]", "[@known2020] [@known2020]", "- [ ] [x]", "So [he] [said]."],
)
def test_brackets_that_are_no_links(tmp_path, text):
    """Brackets side by side are a reference only where they touch and cite nothing."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", "Somebody found", f"{text}\n\nSomebody found")
    assert check(root, only=["S"]) == []


def test_bank_outside(tmp_path):
    """The links of an exam bank outside the course are read as if it were in quizzes/exam."""
    root = write_course(tmp_path / "course")
    (root / "quizzes/exam").rename(tmp_path / "private")
    change(root, "course.yml", "title: Exam", "title: Exam\n  bank: ../private")
    assert check(root, only=["S"]) == []
    change(root, "../private/one.md", "one.md#first", "one.md#frist")
    (finding,) = check(root, only=["S"])
    assert (finding.path, finding.line) == (Path("../private/one.md"), 13)


def test_other_language(tmp_path):
    """Verbs and texts of links are judged in the languages that have word lists."""
    root = write_course(tmp_path)
    change(root, "course.yml", "id: tiny", "id: tiny\nlanguage: de")
    change(root, "modules/one.md", "Apply the thing.", "Wenden Sie es an: [here](#first).")
    assert check(root, only=["S101", "S107"]) == []


def test_word_lists():
    """No verb can be observed and not be observed, and no list has a word twice."""
    lists = words("en")
    assert not set(lists["observable_verbs"]) & set(lists["vague_verbs"])
    for name in ("observable_verbs", "link_texts"):
        assert sorted(set(lists[name])) == sorted(lists[name])


def test_widget_pages(tmp_path):
    """A page on which the site puts a form has ids that only the site knows."""
    root = write_course(tmp_path)
    page = "---\ntitle: Exam\n---\n\n# Exam\n\n<!-- course:exam -->\n"
    (root / "docs/exam.md").write_text(page, encoding="utf-8")
    change(root, "modules/one.md", "Somebody", "[Sign it](../docs/exam.md#attest).\nSomebody")
    assert check(root, only=["S111"]) == []


def test_ignored_verb(tmp_path):
    """A verb that the list lacks is ignored behind the objective's id, as the handbook says."""
    root = write_course(tmp_path)
    change(root, "modules/one.md", "text: Apply the", "text: Role-reverse the")
    assert [finding.line for finding in check(root, only=["S"])] == [6]
    reason = "- id: one-do # check: ignore S101 the supervisor sees the reversal"
    change(root, "modules/one.md", "- id: one-do", reason)
    assert check(root, only=["S", "X"]) == []
