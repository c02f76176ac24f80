"""Rules about links and images: where they lead, and what they tell a reader who cannot see."""

import os
import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import unquote

from coursekit.content.checks.markup import (
    Link,
    every_source,
    find_anchors,
    find_labels,
    find_links,
    shown,
    words,
)
from coursekit.content.checks.rules import rule
from coursekit.content.course import Course, Module
from coursekit.content.errors import Finding
from coursekit.content.markdown_source import MarkdownSource
from coursekit.content.questions import Question
from coursekit.content.typed import nearest

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w./-]+\.(?:png|jpe?g|gif|svg|webp)", re.IGNORECASE)
_IMAGE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=", re.IGNORECASE)
_WIDGET = re.compile(r"<!-- course:\w+ -->")
_WRAPPING = " \t\n*_`.,:;!?…→»>()\"'“”‘’"
_BANK = Path("quizzes/exam")


@rule
def rationale_links(course: Course) -> Iterator[Finding]:
    """S104: a question whose rationale does not lead back to a section of a module."""
    for module in course.modules:
        for question in module.questions:
            if not question.rationale and question in module.exam:
                continue
            place = _place(question.path)
            targets = [
                _resolve(place, link.target)
                for link in find_links(question.rationale, question.rationale)
                if link.target
            ]
            if not any(anchor and name.startswith("modules/") for name, anchor in targets):
                text = _no_section(question, module, [name for name, _ in targets])
                yield Finding(question.path, question.line, "S104", text)


def _no_section(question: Question, module: Module, targets: list[str]) -> str:
    name = module.source.path.as_posix()
    if name in targets:
        return f"the rationale of `{question.id}` links to {name} and names no section of it"
    path = _relative(name, _place(question.path))
    return (
        f"the rationale of `{question.id}` links to no section; "
        f"add a link such as `[the section on …]({path}#id-of-section)`"
    )


@rule
def links(course: Course) -> Iterator[Finding]:
    """S107, S108, S110 and S111: what a link or an image says, and where it leads."""
    site = _Targets(course)
    vague = set(words(course.settings.language).get("link_texts", ()))
    for source in site.sources.values():
        text = shown(source)
        for link in find_links(text, source.body):
            for code, words_ in (*_wording(link, vague), *site.problems(source, link, text)):
                yield Finding(source.path, source.line_at(link.start), code, words_)
        for match in _IMAGE_TAG.finditer(text):
            if not _ALT.search(match[0]):
                message = "an image tag has no `alt`; say what the image shows"
                yield Finding(source.path, source.line_at(match.start()), "S108", message)


def _wording(link: Link, vague: set[str]) -> Iterator[tuple[str, str]]:
    """Judge what a link or an image offers to somebody who hears it read."""
    if link.text is None:
        return
    said = " ".join(link.text.split())
    leads_to = link.label if link.target is None else link.target
    if link.image:
        if not said:
            yield "S108", f"the image `{leads_to}` has no text for who cannot see"
        elif _FILE_NAME.fullmatch(said):
            yield "S108", f"the text of the image is the name of a file, `{said}`"
    elif not said.strip(_WRAPPING):
        yield "S107", f"the link to `{leads_to}` has no text"
    elif said.lower().strip(_WRAPPING) in vague:
        yield "S107", f"the link says only `{said}`, which does not tell where it leads"
    elif _ADDRESS.fullmatch(said.strip(_WRAPPING)):
        yield "S107", f"the link shows the bare address `{said}`; say what is found there"


class _Targets:
    """The files of a course and their anchors, read once for all links."""

    def __init__(self, course: Course):
        self.sources = {path.as_posix(): item for path, item in every_source(course).items()}
        self._root = course.root
        self._lessons = {f"modules/{slug}.md" for slug in course.settings.modules}
        self._folders: dict[str, set[str]] = {}
        self._anchors: dict[str, set[str]] = {}

    def problems(self, source: MarkdownSource, link: Link, text: str) -> Iterator[tuple[str, str]]:
        """Say why ``link``, found in ``text`` of ``source``, leads nowhere.

        A lesson that course.yml names and that is missing is reported once, where it is named.
        """
        if not link.defined:
            known = nearest(link.label or "", find_labels(text))
            yield "S110", f"nothing on this page defines `[{link.label}]`; {known}"
        elif link.target in ("", "#"):
            yield "S110", f"the link `{link.text}` has no target"
        elif link.target is not None and not _ELSEWHERE.match(link.target):
            yield from self._follow(source, link.target)

    def _follow(self, source: MarkdownSource, target: str) -> Iterator[tuple[str, str]]:
        place = _place(source.path)
        name, anchor = _resolve(place, target)
        page = source if name == place.as_posix() else self.sources.get(name)
        if page is None and name.startswith("../"):
            yield "S110", f"`{target}` leads out of the course's folder"
        elif page is None and not self._is_there(name) and name not in self._lessons:
            yield "S110", f"there is no file {name}{self._near(name, place)}"
        elif page is None and (self._root / name).is_dir():
            yield "S110", f"`{target}` is a folder; name a file in it"
        elif page is not None and anchor and not anchor.startswith(":~:"):
            known = self._anchors_of(page)
            if anchor not in known and not _WIDGET.search(page.body):
                own = sorted(item for item in known if not item.startswith("ref-"))
                yield "S111", f"{name} has no `#{anchor}`; {nearest(anchor, own)}"

    def _anchors_of(self, page: MarkdownSource) -> set[str]:
        name = page.path.as_posix()
        if name not in self._anchors:
            own = {"objectives"} if name.startswith("modules/") else set()
            self._anchors[name] = find_anchors(page) | own
        return self._anchors[name]

    def _is_there(self, name: str) -> bool:
        """Look a path up letter by letter, also where the disk does not tell cases apart."""
        folder = ""
        for part in name.split("/"):
            if part not in self._names_in(folder):
                return False
            folder = f"{folder}{part}/"
        return True

    def _names_in(self, folder: str) -> set[str]:
        if folder not in self._folders:
            try:
                self._folders[folder] = set(os.listdir(self._root / folder))  # noqa: PTH208
            except (OSError, ValueError):
                self._folders[folder] = set()
        return self._folders[folder]

    def _near(self, name: str, place: Path) -> str:
        """Name the file that was meant: one of the same name elsewhere, or one much like it."""
        folder = posixpath.dirname(name)
        beside = [posixpath.join(folder, item) for item in self._names_in(folder and folder + "/")]
        known = sorted({*self.sources, *beside})
        same = [item for item in known if posixpath.basename(item) == posixpath.basename(name)]
        near = same or get_close_matches(name, known, n=1)
        return f"; did you mean `{_relative(near[0], place)}`?" if near else ""


def _place(path: Path) -> Path:
    """Return where a file counts as lying: a bank outside the course as if in quizzes/exam."""
    outside = path.is_absolute() or posixpath.normpath(path.as_posix()).startswith("../")
    return _BANK / path.name if outside else path


def _resolve(place: Path, target: str) -> tuple[str, str]:
    """Return the path in the course folder to which ``target`` leads, and the anchor."""
    address, _, anchor = target.partition("#")
    address = unquote(address.partition("?")[0])
    joined = posixpath.join(place.parent.as_posix(), address) if address else place.as_posix()
    return posixpath.normpath(joined), unquote(anchor)


def _relative(name: str, place: Path) -> str:
    return posixpath.relpath(name, place.parent.as_posix())
