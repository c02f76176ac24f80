"""The built site: what its pages hold, and what they must not."""

import html
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from coursekit.content import load_course
from coursekit.site.hosting import host_files
from small_course import change, write_course


def page(site: Path, address: str) -> BeautifulSoup:
    """Parse the page at ``address`` of the built site."""
    return BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "html.parser")


def text_files(site: Path):
    """Give every text file of the site."""
    for path in site.rglob("*"):
        if path.suffix in {".html", ".json", ".js", ".css", ".xml", ".txt", ".md", ".map"}:
            yield path, path.read_text(encoding="utf-8")


def words(text: str) -> str:
    """Return ``text`` as words between single spaces, entities and quotation marks evened out."""
    for typographic, straight in zip("“”‘’", "\"\"''", strict=True):
        text = html.unescape(text).replace(typographic, straight)
    return " ".join(text.split())


def test_exam_page_has_no_key(site, course):
    """The exam page asks every question and marks nothing about any option."""
    text = (site / "exam/index.html").read_text(encoding="utf-8")
    form = page(site, "exam").select_one("form#exam")
    asked = {question.id: question for group in course.strata for question in group.questions}
    shown = [item["data-question"] for item in form.select("fieldset.exam__question")]
    assert shown == list(asked)
    for question in asked.values():
        shown = form.select_one(f'[data-question="{question.id}"]')
        assert shown["data-hash"] == question.hash
        marks = {tuple(sorted(item.attrs)) for item in shown.select("input")}
        assert marks == {("id", "name", "type", "value")}
        assert {tuple(item.attrs) for item in shown.select(".exam__option")} == {
            ("class", "data-option")
        }
    assert "data-correct" not in text
    assert not [objective for objective in course.objectives if objective in str(form)]


def test_the_search_finds_the_exam_and_not_its_questions(site, course):
    """Who searches for a term of the course is led to where it is taught."""
    docs = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    text = " ".join(doc["text"] for doc in docs if doc["location"].startswith("exam/"))
    assert "Open-book, untimed" in text
    assert course.modules[1].exam[0].stem not in text
    assert "exam__option" not in text
    assert len(text) < 10_000


def test_exam_files_are_not_pages(site):
    """The bank itself is never published, as a page or as a file."""
    assert not list(site.rglob("*exam*/mononormativity*"))
    assert "quizzes/exam" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_practice_question_markup(site, course):
    """A practice question carries our markup, its id and hash, and none of mkdocs-quiz's."""
    for module in course.modules:
        soup = page(site, f"quizzes/practice/{module.slug}")
        for question in module.practice:
            form = soup.select_one(f'.question[data-question="{question.id}"]')
            assert soup.find(id=question.id).name == "h2"
            assert form["data-hash"] == question.hash
            right = {item["value"] for item in form.select("input[data-correct]")}
            assert right == question.key
            assert len(form.select("details.question__reason")) == len(question.options)
            assert form.select_one("fieldset[aria-labelledby] > .question__stem")


def test_nothing_of_mkdocs_quiz_is_left(site):
    """Its script, style, progress widget and confetti reach no page."""
    for path, text in text_files(site):
        for trace in ("mkdocsQuiz", "quiz-progress", "JSConfetti", "quiz-button", "quiz-source"):
            assert trace not in text, path


def test_no_third_party_requests(site):
    """No page loads anything from another host."""
    loading = re.compile(
        r"<(?:script|img|iframe|source|audio|video)[^>]*\ssrc=[\"']?(?:https?:)?//|"
        r"<link[^>]*rel=[\"']?(?:stylesheet|preconnect|preload|icon)[^>]*href=[\"']?(?:https?:)?//|"
        r"@import|url\([\"']?(?:https?:)?//",
        re.IGNORECASE,
    )
    for path, text in text_files(site):
        if path.suffix in {".html", ".css"}:
            assert not loading.search(text), path


def test_citations_and_references(site, course):
    """A citation reads as APA 7 and leads to an entry on the same page."""
    for module in course.modules:
        soup = page(site, f"modules/{module.slug}")
        links = soup.select("span.citation a")
        assert links
        for link in links:
            assert soup.find(id=link["href"].removeprefix("#")), link
        assert soup.select_one('nav a[href="#references"]')
    listed = {item["id"].removeprefix("ref-") for item in page(site, "references").select("li[id]")}
    assert listed == set(course.references)


def test_citation_forms(site):
    """Author and year in brackets, and a DOI only when it was seen."""
    soup = page(site, "references")
    known = soup.find(id="ref-haupert2017prevalence").get_text(" ", strip=True)
    assert known.startswith("Haupert, M. L., Gesselman, A. N., Moors, A. C., Fisher, H. E., &")
    assert "https://doi.org/10.1080/0092623X.2016.1178675" in known


def test_doi_from_memory_is_not_printed(site, course):
    """A DOI marked `doi_status = memory` is nowhere in the site."""
    unseen = [
        reference.fields["doi"]
        for reference in course.references.values()
        if reference.fields.get("doi_status") == "memory"
    ]
    assert unseen
    everything = " ".join(text for path, text in text_files(site) if path.suffix == ".html")
    assert not [doi for doi in unseen if doi in everything]


def test_unknown_citation_stops_the_build(copy_course, build_site, tmp_path):
    """A key that the bibliography lacks stops the build and names file and line."""
    course = copy_course()
    path = course / "docs/how-it-works.md"
    line = len(path.read_text(encoding="utf-8").splitlines()) + 2
    path.write_text(path.read_text(encoding="utf-8") + "\nSo it is [@haupert2017prevalense].\n")
    done = build_site(course, tmp_path / "site")
    assert done.returncode != 0
    assert f"docs/how-it-works.md:{line}: " in done.stderr
    assert "did you mean `haupert2017prevalence`?" in done.stderr
    assert "Traceback" not in done.stderr


def test_strict_is_strict(copy_course, build_site, tmp_path):
    """A page that no menu names stops the build: a warning is a failure."""
    course = copy_course()
    (course / "docs/forgotten.md").write_text("# Forgotten\n")
    done = build_site(course, tmp_path / "site")
    assert done.returncode != 0
    assert "forgotten.md" in done.stderr


def test_edit_links_lead_to_the_real_files(copy_course, build_site, tmp_path):
    """With a repository named, each page's edit link is the path of its source on disk."""
    course = copy_course()
    change(course, "course.yml", "\nauthors:", "\nrepository: https://git.example.org/c\nauthors:")
    site = tmp_path / "site"
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    base = "https://git.example.org/c/edit/main/"
    for address, source in {
        "modules/mononormativity": "modules/mononormativity.md",
        "quizzes/practice/mononormativity": "quizzes/practice/mononormativity.md",
        "exam": "docs/exam.md",
        ".": "docs/index.md",
    }.items():
        link = page(site, address).select_one('a[rel="edit"]')["href"]
        assert link == base + source
        assert (course / source).exists()


def test_vignettes_need_no_script(site, course):
    """Each option of a decision point is a disclosure element with its consequence; one is best."""
    for module in course.modules:
        decisions = page(site, f"modules/{module.slug}").select(".vignette .decision")
        assert len(decisions) == len(module.decisions) > 0
        for decision in decisions:
            options = decision.select("details.decision__option")
            assert len(options) >= 3
            assert len([item for item in options if "data-best" in item.attrs]) == 1
            for option in options:
                assert option.find("summary").get_text(strip=True)
                assert len(option.get_text(" ", strip=True).split()) > 40
            assert re.fullmatch(r"[0-9a-f]{12}", decision["data-hash"])


def test_page_facts_for_scripts(site, course):
    """What the scripts know of a page is plain JSON, with the outline of its unit."""
    soup = page(site, "modules/mononormativity")
    facts = json.loads(soup.find(id="course-data").string)
    assert facts["page"] == {"kind": "module", "address": "modules/mononormativity/"}
    assert facts["root"] == "../../"
    unit, module = facts["unit"], course.modules[1]
    assert unit["id"] == module.slug == "mononormativity"
    assert [item["hash"] for item in unit["questions"]] == [
        question.hash for question in module.before + module.practice
    ]
    assert all(soup.find(id=section["id"]) for section in unit["sections"])
    seconds = sum(section["seconds"] for section in unit["sections"])
    assert seconds == pytest.approx(
        60 * module.words / course.settings.credit.words_per_minute, rel=0.05
    )
    assert facts["course"]["id"] == course.settings.id


def test_schemas_are_published(site):
    """The format of the learner's file is there for others to check against."""
    schema = json.loads((site / "schemas/course-request-1.json").read_text(encoding="utf-8"))
    assert schema["$id"] == "urn:course:course-request/1"


def test_build_is_reproducible(site, root, build_site, tmp_path):
    """Building twice gives the same pages to the byte."""
    again = tmp_path / "again"
    assert build_site(root, again).returncode == 0
    for path, text in text_files(site):
        if path.suffix == ".html":
            assert (again / path.relative_to(site)).read_text(encoding="utf-8") == text, path


def test_references_say_how_well_they_are_confirmed(site, course):
    """Each work names the lessons that cite it; one named from memory says so."""
    shown = page(site, "references")
    for key, reference in course.references.items():
        entry = shown.select_one(f"#ref-{key}")
        level = reference.fields.get("verification_level")
        assert ("Not confirmed" in entry.get_text()) == (level == "memory-high"), key
    cited = [path for path in course.citations["mahar2024stigma"] if path.parts[0] == "modules"]
    links = shown.select("#ref-mahar2024stigma .references__cited a")
    assert len(links) >= len(cited) > 0


def test_another_authors_course(tmp_path, build_site):
    """Another course builds with its own name and questions and nothing of this one's."""
    course = write_course(tmp_path / "other")
    (course / "mkdocs.yml").write_text(
        "site_name: x\n"
        "plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
        "theme: {name: material, font: false}\n"
        "markdown_extensions: [attr_list, pymdownx.blocks.details]\n"
    )
    (course / "docs/index.md").write_text(
        "# Hello\n\n<!-- course:modules -->\n\n<!-- course:cases -->\n"
    )
    (course / "docs/exam.md").write_text("# Exam\n\n<!-- course:exam -->\n")
    (course / "case_studies").mkdir()
    (course / "case_studies/a-case.md").write_text(
        "---\ntitle: A case\nsummary: S.\ncontent_note: None.\nreviewed: 2026-01-31\n---\n\n"
        "[One](../modules/one.md)\n"
    )
    site = tmp_path / "site"
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    assert page(site, ".").find("title").get_text().endswith("A tiny course")
    assert len(page(site, "exam").select(".exam__question")) == 5
    case = page(site, "case_studies/a-case")
    assert case.select_one('article a[href="../../modules/one/"]')
    assert case.find("h1").get_text().startswith("A case")
    assert "An optional case" in case.select_one(".module-intro__facts").get_text()
    assert (
        page(site, ".").select_one('.modules a[href="case_studies/a-case/"]').get_text() == "A case"
    )
    assert not list((course / "docs").rglob("*case*"))
    assert not [path for path, text in text_files(site) if "mononorm" in text.lower()]


def test_files_for_the_host(site):
    """Headers for hosts that read them; nobody to tell of a hole while the owner is not named."""
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert "frame-ancestors 'self'" in headers
    assert not (site / ".well-known/security.txt").exists()


def test_whom_to_tell_of_a_hole(tmp_path, monkeypatch):
    """security.txt has the fields that RFC 9116 requires, and expires within a year."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")  # 2026-12-01
    course = load_course(write_course(tmp_path))
    lines = host_files(course)[".well-known/security.txt"].decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:hello@tiny.example.org"
    assert fields["Expires"] == "2027-12-01T00:00:00Z"
    assert fields["Canonical"] == "https://tiny.example.org/.well-known/security.txt"
