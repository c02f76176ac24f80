"""Which files make up the site: the author's folders as they stand, and what we add to them."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from coursekit.content import Course

SCHEMAS = package_files("coursekit.site") / "schemas"
"""The formats of the files that learners save, made from the models in records/."""

PRACTICE, CASES = Path("quizzes/practice"), Path("case_studies")
"""Folders of pages besides docs/ and modules/; of questions, only those of a module are pages."""

_SOURCE_MAP = re.compile(rb"\s*/[/*]# sourceMappingURL=\S+(?:\s*\*/)?\s*$")


def mount(files: Files, course: Course, made: Mapping[str, bytes], config: MkDocsConfig) -> Files:
    """Return the site's files, each named by its path in the course folder, and those ``made``.

    MkDocs resolves links and edit addresses by those names, so a link is written as it works on
    disk, and "edit this page" leads to the real file. Nothing is copied into ``docs/``.
    """
    docs = Path(config.docs_dir).resolve()
    mounted = Files([])
    for file in _without_source_maps(files):
        if file.src_dir and Path(file.src_dir).resolve() == docs:
            name = (docs / file.src_uri).relative_to(course.root).as_posix()
            mounted.append(_file(name, course, config, file.dest_uri, file.inclusion))
        else:
            mounted.append(file)
    practice = (PRACTICE / f"{module.slug}.md" for module in course.modules)
    paths = [
        *(module.source.path for module in course.modules),
        *(path for path in practice if (course.root / path).exists()),
        *(path.relative_to(course.root) for path in sorted((course.root / CASES).glob("*.md"))),
    ]
    for path in paths:
        mounted.append(_file(path.as_posix(), course, config))
    schemas = {f"schemas/{item.name}": item.read_bytes() for item in SCHEMAS.iterdir()}
    included = InclusionLevel.INCLUDED  # also what begins with a dot, such as .well-known
    for name, content in (schemas | made).items():
        mounted.append(File.generated(config, name, content=content, inclusion=included))
    return mounted


def _without_source_maps(files: Files) -> Iterator[File]:
    """Leave out what only developers of the theme use, and the lines that name it."""
    for file in files:
        if file.src_uri.endswith(".map"):
            continue
        if file.src_uri.endswith((".js", ".css")) and b"sourceMappingURL=" in file.content_bytes:
            file.content_bytes = _SOURCE_MAP.sub(b"\n", file.content_bytes)
        yield file


def _file(name: str, course: Course, config: MkDocsConfig, dest_uri=None, inclusion=None) -> File:
    """Make the MkDocs file for ``name``, a path in the course folder."""
    extra = {} if inclusion is None else {"inclusion": inclusion}
    return File(
        name,
        str(course.root),
        config.site_dir,
        config.use_directory_urls,
        dest_uri=dest_uri,
        **extra,
    )
