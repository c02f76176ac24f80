"""What pages tell machines: schema.org data by the types of schema-dts, Open Graph, the sitemap."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("metadata")

ENROLMENT = "enrolment: {price: 120, checkout: 'https://pay.example.org/tiny'}\n"
MKDOCS = (
    "site_name: x\nplugins: {mkdocs_quiz: {enabled_by_default: false}, course: {}}\n"
    "theme: {name: material, font: false}\nmarkdown_extensions: [attr_list]\n"
)


def read(path: Path) -> BeautifulSoup:
    """Parse one page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def described(path: Path) -> list[dict]:
    """Return the schema.org data of one page."""
    return [json.loads(item.string) for item in read(path).select('[type="application/ld+json"]')]


@pytest.fixture(scope="module")
def other(tmp_path_factory, build_site) -> Path:
    """The site of another author's course, which has a price."""
    course = write_course(tmp_path_factory.mktemp("other") / "course")
    change(course, "course.yml", "exam:\n", f"{ENROLMENT}exam:\n")
    (course / "mkdocs.yml").write_text(MKDOCS)
    (course / "docs/index.md").write_text("# Hello\n\n<!-- course:facts -->\n")
    site = course.parent / "site"
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="module")
def judge(root, node, tmp_path_factory):
    """Give a function that returns what the type checker finds in schema.org data."""

    def find(data: list[dict]) -> str:
        folder = tmp_path_factory.mktemp("judge")
        (folder / "node_modules").symlink_to(root / "tests/node_modules")
        lines = ['import type { Course, LearningResource, WithContext } from "schema-dts";']
        lines += [
            f"export const data{number}: WithContext<{item['@type']}> = {json.dumps(item)};"
            for number, item in enumerate(data)
        ]
        (folder / "data.ts").write_text("\n".join(lines))
        compiler = root / "tests/node_modules/typescript/bin/tsc"
        flags = ["--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler"]
        done = subprocess.run(
            [node, str(compiler), *flags, str(folder / "data.ts")],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert bool(done.returncode) == bool(done.stdout), done.stderr
        return done.stdout

    return find


def test_schema_org_data_are_typed_right(judge, site, other):
    """The course, each lesson and each case name properties and values that schema.org has."""
    pages = [*sorted((site / "modules").glob("*/index.html"))]
    pages += [*sorted((site / "case_studies").glob("*/index.html"))]
    pages += [site / "course/index.html", other / "index.html", other / "modules/one/index.html"]
    data = [item for path in pages for item in described(path)]
    assert len(data) == len(pages)
    assert {item["@type"] for item in data} == {"Course", "LearningResource"}
    assert judge(data) == ""


def test_the_judge_refuses_what_is_wrong(judge, site):
    """A property that does not exist, and a value of another kind, are found."""
    (course,) = described(site / "course/index.html")
    assert "teachs" in judge([course | {"teachs": ["x"]}])
    assert "error" in judge([course | {"hasCourseInstance": {"@type": "Offer", "courseMode": "x"}}])


def test_the_course_says_what_course_yml_says(site, course):
    """Its data are those of the file, and nothing is said that the owner has yet to fill in."""
    settings = course.settings
    (data,) = described(site / "course/index.html")
    assert data["name"] == settings.title
    assert data["educationalLevel"] == settings.level
    assert data["teaches"] == [outcome.text for outcome in settings.outcomes]
    assert data["timeRequired"] == f"PT{settings.credit.contact_hours * 60}M"
    assert len(data["hasPart"]) == len(course.modules) + len(course.cases)
    assert "filled in by the owner" not in json.dumps(data)
    assert not {"provider", "author", "offers"} & set(data)


def test_another_authors_course_has_provider_author_and_price(other):
    """What is filled in is said."""
    (data,) = described(other / "index.html")
    assert data["provider"]["name"] == "Tiny Provider"
    assert data["author"] == [{"@type": "Person", "name": "A. Author"}]
    assert data["offers"]["price"] == "120"
    assert data["offers"]["category"] == "Paid"


def test_every_page_can_be_shared(site, course):
    """Each page has its title, its description and its own address for whoever links to it."""
    base = str(course.settings.site_url)
    addresses = set()
    for path in site.rglob("index.html"):
        head = read(path).head
        if head.select_one('meta[http-equiv="refresh"]'):
            continue
        own = {tag["property"]: tag["content"] for tag in head.select("[property^='og:']")}
        assert set(own) == {"og:type", "og:site_name", "og:title", "og:description", "og:url"}
        assert all(own.values()), path
        assert own["og:url"] == head.select_one('[rel="canonical"]')["href"]
        addresses.add(own["og:url"])
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert addresses == set(re.findall("<loc>(.*?)</loc>", sitemap))
    assert all(address.startswith(base) for address in addresses)
