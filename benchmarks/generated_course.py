"""A sound course of any size, with the prose, citations and questions of a real module."""

import re
import shutil
from pathlib import Path

MODULE = "mononormativity"
PREFIX = "lens-"


def write_generated_course(source: Path, root: Path, modules: int) -> Path:
    """Write a course of ``modules`` copies of the real module below ``root``, ids made distinct.

    Args:
        source: the folder of the real course.
        root: the folder to write, which is made.
        modules: how many modules; each is three files of Markdown.
    """
    (root / "docs").mkdir(parents=True)
    for name in ("docs/references.bib", "style.yml"):
        if (source / name).exists():
            shutil.copy(source / name, root / name)
    shutil.copytree(source / "docs/tools", root / "docs/tools")
    for tool in (root / "docs/tools").glob("*.md"):
        text = tool.read_text(encoding="utf-8")
        tool.write_text(text.replace(f"{MODULE}.md", "m0000.md"), encoding="utf-8")
    slugs = [f"m{number:04}" for number in range(modules)]
    for folder in ("modules", "quizzes/practice", "quizzes/exam"):
        text = (source / folder / f"{MODULE}.md").read_text(encoding="utf-8")
        (root / folder).mkdir(parents=True)
        for slug in slugs:
            copy = text.replace(PREFIX, f"{slug}-").replace(MODULE + ".md", slug + ".md")
            (root / folder / f"{slug}.md").write_text(copy, encoding="utf-8")
    settings = (source / "course.yml").read_text(encoding="utf-8")
    listed = "".join(f"  - {slug}\n" for slug in slugs)
    settings = re.sub(r"(?m)^modules:\n(?:  - .*\n)+", f"modules:\n{listed}", settings)
    (root / "course.yml").write_text(settings, encoding="utf-8")
    return root


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
        (root / "plain").mkdir()
        for folder in ("modules", "quizzes/practice"):
            shutil.copytree(root / folder, root / "plain" / folder)
        shutil.copytree(root / "docs/tools", root / "plain/tools")
        (root / "plain/index.md").write_text("# Generated\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
