"""What is done to each page around MkDocs's own rendering."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.loaders import PackageLoader
from mkdocs.structure.pages import Page

from coursekit.content import Case, Course, Module, Question
from coursekit.content.markdown_source import without_code
from coursekit.content.questions import QUESTION
from coursekit.site import audit, booklet, changes, law, ratings, review, sheets, tools
from coursekit.site.assets import Assets, make_assets
from coursekit.site.bibliography import Bibliography, format_bibliography
from coursekit.site.outline import Unit
from coursekit.site.questions import render_question

PRACTICE = "quizzes/practice/"
"""Where practice questions stand, in the author's folder and in the site."""

CACHE = ".cache/coursekit"
"""Where a course keeps what takes long to make and depends on its text alone."""

END = "<!-- course:end -->"
WHERE = '<p class="where"></p>'
"""Where the browser says how much of the module is left, as at the head of its lesson."""

_COMMENT = re.compile(r"<!--(?! course:).*?-->", re.DOTALL)
_QUESTION = re.compile(r"<!-- course:question (\S+) -->(.*?)<!-- course:/question -->", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """The course with what its pages need: formatted references, scripts, styles and templates."""

    course: Course
    bibliography: Bibliography
    assets: Assets

    @cached_property
    def templates(self) -> Environment:
        """The templates of the station, escaping by default and refusing unknown names."""
        return Environment(
            loader=PackageLoader("coursekit.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, template: str, **values: Any) -> str:
        """Return the HTML of one template of the station."""
        return self.templates.get_template(template).render(course=self.course, **values)

    def kind_of(self, page: Page) -> str:
        """Return what the page is to the browser: module, practice, case, scene or other."""
        unit = self.unit_of(page)
        if unit is None:
            return "other"
        practice = page.file.src_uri.startswith(PRACTICE)
        return "practice" if practice else type(unit).__name__.lower()

    def unit_of(self, page: Page) -> Unit | None:
        """Return the module, case or scene to which ``page`` belongs."""
        return self._units.get(page.file.src_uri)

    @cached_property
    def _units(self) -> dict[str, Unit]:
        course = self.course
        units = (*course.modules, *course.cases, *course.scenes)
        pages: dict[str, Unit] = {unit.source.path.as_posix(): unit for unit in units}
        return pages | {f"{PRACTICE}{module.slug}.md": module for module in course.modules}

    def reading_minutes(self, unit: Unit) -> int:
        """Return how long ``unit`` takes to read, its questions left out."""
        return round(unit.words / self.course.settings.credit.words_per_minute)


def load_site(course: Course) -> Site:
    """Return ``course`` with what its pages need.

    Raises:
        CourseError: the bibliography or a file of the author's cannot be used.
    """
    bibliography = format_bibliography(course.references, course.root / CACHE)
    return Site(course, bibliography, make_assets(course))


def prepare(site: Site, page: Page, markdown: str) -> str:
    """Return the page's Markdown with a lesson's introduction and marks around its questions."""
    markdown = booklet.write_out(site.course, markdown, page.file.src_uri)
    markdown = review.write_out(site.course, markdown, page.file.src_uri)
    markdown = tools.write_out(site.course, markdown, page.file.src_uri)
    markdown = law.write_out(site.course, markdown, page.file.src_uri)
    markdown = audit.write_out(site.course, markdown, page.file.src_uri)
    markdown = ratings.write_out(site.course, markdown, page.file.src_uri)
    markdown = changes.write_out(site.course.root, markdown)
    kind, unit = site.kind_of(page), site.unit_of(page)
    if unit is not None and kind != "practice":
        front, minutes = unit.front_matter, site.reading_minutes(unit)
        place = _place(site.course, unit)
        intro = site.render("intro.html", front=front, minutes=minutes, place=place)
        markdown = f"# {front.title}\n\n{intro}\n\n{markdown}"
        page.meta.setdefault("description", front.summary)
    elif kind == "practice" and "title" in page.meta:
        # The menu calls it "Practice"; beside no other, the page says of what.
        markdown = f"# {page.meta['title']}\n\n{markdown}"
    if "<quiz>" not in markdown:
        return markdown
    page.meta["quiz"] = {"enabled": True}
    return f"{_mark_questions(markdown)}\n\n{END}\n"


def _place(course: Course, unit: Unit) -> str:
    """Say what a unit is to the course; "" for a scene, which stands outside its order."""
    if isinstance(unit, Module):
        return f"Module {course.modules.index(unit) + 1} of {len(course.modules)}."
    if isinstance(unit, Case):
        required = unit.front_matter.required
        return "A required case." if required else "An optional case; it adds no hours."
    return ""


def _mark_questions(markdown: str) -> str:
    """Leave each question's heading its id alone, and put marks around its quiz block.

    The marks are comments that reach the HTML, where `finish` finds mkdocs-quiz's markup by them.
    """
    pieces, last = [], 0
    for match in QUESTION.finditer(without_code(markdown)):
        name = re.search(r"#(\S+)", match["attributes"])[1]
        heading = match["heading"].partition("{")[0]
        quiz = markdown[match.start("quiz") : match.end("quiz")]
        pieces += [markdown[last : match.start()], heading, f"{{#{name}}}\n\n"]
        pieces += [f"<!-- course:question {name} -->\n\n<quiz>\n{quiz}</quiz>\n\n"]
        pieces += ["<!-- course:/question -->\n"]
        last = match.end()
    return "".join(pieces) + markdown[last:]


def finish(site: Site, page: Page, html: str) -> str:
    """Put our markup in place of mkdocs-quiz's, cut off what it adds, and finish the sheets.

    Comments of the author's are not for readers, and are taken out.
    """
    html = sheets.finish(html.partition(END)[0] if page.meta.get("quiz") else html)
    if site.kind_of(page) == "practice":
        # Below the heading; where the page has none, the theme writes one above it.
        before, heading, after = html.rpartition("</h1>")
        html = f"{before}{heading}\n{WHERE}\n{after}"

    def ours(match: re.Match[str]) -> str:
        question: Question = site.course.questions[match[1]]
        return render_question(site.templates, question, match[2])

    html = review.finish(site.templates, _QUESTION.sub(ours, html))
    return _COMMENT.sub("", html)
