"""Statements of law: each says where it holds, how sure it is and when somebody last looked."""

from bs4 import BeautifulSoup

from coursekit.content import load_course
from coursekit.site import law
from small_course import change, write_course

LAW = """\
entries:
  - id: somewhere-keep
    jurisdiction: Somewhere; all who keep records
    topic: Keeping records
    statement: Records are kept for seven years.
    source: known2020
    confidence: medium
    checked: 2026-01-31
    check_again: 2100-01-31
"""


def small(tmp_path):
    """Write the small course with one statement of law, named in its module."""
    root = write_course(tmp_path)
    (root / "docs/law.yml").write_text(LAW, encoding="utf-8")
    named = "Keep them [law:somewhere-keep].\n\n```\n[law:in-code]\n```\n"
    change(root, "modules/one.md", "Somebody found", f"{named}\nSomebody found")
    return root


def test_a_statement_shows_where_it_holds(tmp_path, build_site):
    """The page names place, confidence and date, and links the entry; code stays as it is."""
    root = small(tmp_path)
    (root / "mkdocs.yml").write_text(
        "site_name: x\nexclude_docs: law.yml\nmarkdown_extensions: [attr_list]\n"
        "plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
        "theme: {name: material, font: false}\n"
    )
    (root / "docs/index.md").write_text("# Hello\n")
    (root / "docs/law.md").write_text("# Law\n\n<!-- course:law -->\n")
    done = build_site(root, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    lesson = BeautifulSoup((tmp_path / "site/modules/one/index.html").read_text(), "html.parser")
    (link,) = lesson.select("a.law")
    shown = "Law: Somewhere · medium confidence · checked 2026-01-31"
    assert link.get_text().replace("\u00a0", " ") == shown
    assert link.get_text().count(" ") == 4  # the places where a line may break
    assert link["href"] == "../../law/#somewhere-keep"
    assert "[law:in-code]" in lesson.select_one("code").get_text()
    page = BeautifulSoup((tmp_path / "site/law/index.html").read_text(), "html.parser")
    assert page.select_one("h2").get_text().startswith("Somewhere; all who keep records")
    assert page.select_one("h3#somewhere-keep")
    text = page.select_one("article").get_text()
    assert "Records are kept for seven years." in text
    assert "Checked 2026-01-31; to be checked again by 2100-01-31." in text
    assert "Known" in text


def test_a_page_without_law_stays_as_it_is(tmp_path):
    """Nothing is done to other pages."""
    course = load_course(small(tmp_path))
    for text in ("Nothing [here](x.md).", "The comment `<!-- course:law -->` lists them.\n"):
        assert law.write_out(course, text, "modules/one.md") == text
