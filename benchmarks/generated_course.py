"""A sound course of any size, with the prose, citations and questions of a real module.

Each module brings what one brings in a whole curriculum: its lesson, its practice and exam
questions, a case, the tools that the lesson links, and two pages of the guides around the course.
"""

import re
import shutil
from pathlib import Path

MODULE = "mononormativity"
PREFIX = "lens-"
PAGE_FOLDERS = ("modules", "quizzes/practice", "case_studies", "docs/tools", "docs/guide")
GUIDES = ("docs/authoring/checks.md", "docs/provider/index.md")
GUIDE_WORDS = 600

_LINK = re.compile(r"\[([^\]\n]*)\]\((?:[^)\n]*/)?(?P<file>[\w-]+)\.md[^)\n]*\)")
_SCENE_ID = re.compile(rf"{PREFIX}(?=[vw][0-9])")
_TOOL = re.compile(r"docs/tools/([\w-]+\.md)")
_LEFT_OUT = re.compile(
    r"^module_pdfs:.*\n|^(?:outcomes|paths):\n(?:[ #].*\n|\n)*"
    r"|^  blueprint:\n(?:    .*\n|  #.*\n|  safety:\n)*",
    re.MULTILINE,
)
"""PDFs, which are no pages, and what names objectives, modules and questions that have no copy."""
_CASE = """---
title: "Case {slug}"
summary: A case for the benchmark.
required: true
content_note: None.
modules: [{slug}]
reviewed: 2026-01-01
---

"""


def write_generated_course(source: Path, root: Path, modules: int) -> Path:
    """Write a course of ``modules`` copies of the real module below ``root``, ids made distinct.

    Args:
        source: the folder of the real course.
        root: the folder to write, which is made.
        modules: how many modules; each is six files of Markdown and the tools of the lesson.
    """
    for folder in (*PAGE_FOLDERS, "quizzes/exam"):
        (root / folder).mkdir(parents=True)
    for name in ("docs/references.bib", "docs/law.yml", "style.yml"):
        if (source / name).exists():
            shutil.copy(source / name, root / name)
    slugs = [f"m{number:04}" for number in range(modules)]
    for folder in ("modules", "quizzes/practice", "quizzes/exam"):
        text = (source / folder / f"{MODULE}.md").read_text(encoding="utf-8")
        for slug in slugs:
            (root / folder / f"{slug}.md").write_text(_copied(text, slug), encoding="utf-8")
    lesson = (source / "modules" / f"{MODULE}.md").read_text(encoding="utf-8")
    scenes = re.search(r"(?ms)^## Vignettes .*?(?=^## )", lesson)[0]
    tools = [source / "docs/tools" / name for name in sorted(set(_TOOL.findall(lesson)))]
    for slug in slugs:
        case = _copied(_SCENE_ID.sub(f"{PREFIX}case-", scenes), slug)
        path = root / "case_studies" / f"{slug}-case.md"
        path.write_text(_CASE.format(slug=slug) + case, encoding="utf-8")
        for tool in tools:
            path = root / "docs/tools" / f"{slug}-{tool.name}"
            path.write_text(_copied(tool.read_text(encoding="utf-8"), slug), encoding="utf-8")
        for guide in map(Path, GUIDES):
            text = _beginning((source / guide).read_text(encoding="utf-8"))
            path = root / "docs/guide" / f"{slug}-{guide.parent.name}.md"
            path.write_text(_copied(text, slug), encoding="utf-8")
    settings = (source / "course.yml").read_text(encoding="utf-8")
    listed = "".join(f"  - {slug}\n" for slug in slugs)
    settings = re.sub(r"(?m)^modules:\n(?:  - .*\n)+", f"modules:\n{listed}", settings)
    settings = _LEFT_OUT.sub("", settings)
    (root / "course.yml").write_text(settings, encoding="utf-8")
    return root


def _beginning(text: str) -> str:
    """Return the first sections of a page, up to some 600 words."""
    beginning, *sections = re.split(r"(?m)^(?=## )", text)
    for section in sections:
        if len(beginning.split()) < GUIDE_WORDS:
            beginning += section
    return beginning


def _copied(text: str, slug: str) -> str:
    """Return the text for module ``slug``; links to files that have no copy become plain text."""
    text = _LINK.sub(lambda link: link[0] if link["file"] == MODULE else link[1], text)
    return text.replace(PREFIX, f"{slug}-").replace(f"{MODULE}.md", f"{slug}.md")


def write_mkdocs_files(root: Path, *, plugin: bool) -> None:
    """Write a small ``mkdocs.yml``, with our plugin or for the same pages without it."""
    lines = [
        "site_name: generated",
        "theme: {name: material, font: false}",
        "markdown_extensions: [attr_list, md_in_html, tables, smarty, pymdownx.blocks.details,",
        "  pymdownx.blocks.admonition: {types: [room, rule, example, thread, reflection,",
        "  supervision, limits, note]}]",
    ]
    if plugin:
        lines += [
            "plugins: [search, course, ",
            "  {mkdocs_quiz: {enabled_by_default: false, embed_source: false}}]",
        ]
        (root / "docs/index.md").write_text("# Generated\n", encoding="utf-8")
    else:
        lines += ["plugins: [search, {mkdocs_quiz: {embed_source: false}}]", "docs_dir: plain"]
        for folder in PAGE_FOLDERS:
            shutil.copytree(root / folder, root / "plain" / folder)
        (root / "plain/index.md").write_text("# Generated\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
