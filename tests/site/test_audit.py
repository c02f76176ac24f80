"""The tables of what the course promised and keeps, and of who stands in its scenes."""

from bs4 import BeautifulSoup

from coursekit.content import load_course
from coursekit.content.audit import shares
from small_course import change, write_course

CAST = """\
cast:
  - {name: Ada, age: 61, race: Black, gender: woman, structure: open, role: client}
  - {name: Bo, age: 30, race: White, gender: man, structure: polyamorous, role: partner}
  - {name: Cy, race: White (Irish), gender: woman, disability: deaf, role: kin}
"""
COVERAGE = """\
promises:
  - source: The announcement
    promise: Do the thing
    objectives: [one-do]
    pages: [docs/index.md]
"""


def small(tmp_path):
    """Write the small course with a cast and a promise, and the page that shows both."""
    root = write_course(tmp_path / "course")
    change(root, "modules/one.md", "reviewed: 2026-01-31\n", "reviewed: 2026-01-31\n" + CAST)
    (root / "docs/coverage.yml").write_text(COVERAGE, encoding="utf-8")
    (root / "docs/index.md").write_text(
        "# Hello\n\n## Kept\n\n<!-- course:coverage -->\n\n## Shown\n\n<!-- course:cast -->\n"
    )
    (root / "mkdocs.yml").write_text(
        "site_name: x\nexclude_docs: coverage.yml\nmarkdown_extensions: [attr_list, tables]\n"
        "plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
        "theme: {name: material, font: false}\n"
    )
    return root


def test_shares(tmp_path):
    """Each share counts whom it says; whoever has no structure named is left out of that one."""
    found = {share.what: (share.count, share.of) for share in shares(load_course(small(tmp_path)))}
    assert found["racially minoritized, where race is given"] == (1, 3)
    assert found["of a structure other than polyamory, where one is named"] == (1, 2)
    assert found["with a disability"] == (1, 3)
    assert found["60 or older"] == (1, 3)
    assert found["choosing monogamy, to good effect"] == (0, 3)
    assert found["gender: woman"] == (2, 3)


def test_tables(tmp_path, build_site):
    """A promise has its module, the number of its questions and its page; a person has a row."""
    done = build_site(small(tmp_path), tmp_path / "site")
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup((tmp_path / "site/index.html").read_text(), "html.parser")
    kept, counted, people = page.select("table")
    row = kept.select_one("tbody tr")
    assert [cell.get_text() for cell in row.select("td")][:2] == ["Do the thing", "Module one"]
    assert row.select("td")[3].get_text() == "3"
    assert row.select_one("td:last-child a")["href"] in ("./", ".")
    assert "1 of 3" in counted.get_text()
    assert len(people.select("tbody tr")) == 3
    assert "Module one" in people.select_one("tbody tr").get_text()
