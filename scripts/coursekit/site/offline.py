"""What the finished site offers for places without a connection.

Three comments ask for it: ``<!-- course:book -->`` for the course as a book,
``<!-- course:download -->`` for a copy to download and ``<!-- course:offline -->`` for one that the
browser keeps. All name a size, which is known when everything else is written, so they are filled
in last. So is the link to the PDF of a module, on the module's own page.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.utils import get_relative_url

from coursekit.content import Module
from coursekit.site import book, download, worker
from coursekit.site.pages import CACHE, Site

BOOK = "<!-- offline:book -->"
DOWNLOAD = "<!-- offline:download -->"
KEEP = "<!-- offline:keep -->"
"""Stand in a page until its site is finished."""

_MODULE = "<!-- offline:module "

_IN_COPY = "<p>You are reading the downloaded copy, version {version}.</p>"
_IN_PREVIEW = "<p>The preview makes no copy and no book; the built site has them.</p>"
_OFF = "<p>At present browsers keep no copy of this site.</p>"


def module_mark(module: Module) -> str:
    """Return what stands in the page of ``module`` for the link to its PDF."""
    return f"{_MODULE}{module.slug} -->"


def finish(folder: Path, site: Site) -> None:
    """Write into the built site at ``folder`` what its pages ask for.

    Raises:
        CourseError: the book cannot be made.
    """
    settings = site.course.settings
    files = _read(folder)
    pages = _pages_that_ask(files)
    words = {KEEP: _OFF}
    for mark, (address, template, pdf) in _books(folder, site, pages).items():
        files[address] = pdf
        _write(folder, {address: pdf})
        words[mark] = site.render(template, file=address, size=_size([pdf]))
    if settings.offline:
        words[KEEP] = site.render("keep.html", size=_size(worker.kept_files(files).values()))
    if _asked(pages, DOWNLOAD):
        note = _IN_COPY.format(version=settings.version)
        in_copy = _fill(pages, words | {DOWNLOAD: note, KEEP: note})
        copy = download.make_copy(files | in_copy, settings.version)
        words[DOWNLOAD] = site.render("download.html", file=download.ADDRESS, size=_size([copy]))
        _write(folder, {download.ADDRESS: copy})
    filled = _fill(pages, words)
    if settings.offline and _asked(pages, KEEP):
        script = worker.make_worker(worker.kept_files(files | filled), settings.version)
    else:
        script = worker.make_farewell()
    _write(folder, filled | {worker.ADDRESS: script.encode()})


def _books(folder: Path, site: Site, pages: Mapping[str, str]) -> dict[str, tuple[str, str, bytes]]:
    """Return address, template and PDF of each book that ``pages`` ask for, by the mark."""
    kept = site.course.root / CACHE
    books = {
        module_mark(module): (
            book.module_address(module.slug),
            "module-pdf.html",
            book.make_book(site, folder, kept, module.slug),
        )
        for module in site.course.modules
        if _asked(pages, module_mark(module))
    }
    if _asked(pages, BOOK):
        books[BOOK] = (book.ADDRESS, "book.html", book.make_book(site, folder, kept))
    return books


def finish_preview(folder: Path, site: Site) -> None:
    """Say in the preview at ``folder`` that it offers nothing, and end what it once offered.

    The preview puts a script of its own into each page, so no page is as it was written.
    """
    words = dict.fromkeys((BOOK, DOWNLOAD, KEEP), _IN_PREVIEW)
    words |= dict.fromkeys(map(module_mark, site.course.modules), "")
    filled = _fill(_pages_that_ask(_read(folder)), words)
    _write(folder, filled | {worker.ADDRESS: worker.make_farewell().encode()})


def _read(folder: Path) -> dict[str, bytes]:
    """Return every file of the site by its address; what is hidden, such as a checkout, is none."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    shown = {name: path for name, path in files.items() if not re.search(r"(^|/)\.", name)}
    return {name: path.read_bytes() for name, path in shown.items()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def _pages_that_ask(files: Mapping[str, bytes]) -> dict[str, str]:
    marks = (BOOK.encode(), DOWNLOAD.encode(), KEEP.encode(), _MODULE.encode())
    return {
        name: content.decode()
        for name, content in files.items()
        if name.endswith(".html") and any(mark in content for mark in marks)
    }


def _asked(pages: Mapping[str, str], mark: str) -> bool:
    return any(mark in page for page in pages.values())


def _fill(pages: Mapping[str, str], words: Mapping[str, str]) -> dict[str, bytes]:
    """Return the pages with ``words`` for the marks; ``{root}`` becomes the way to the root."""
    filled = {}
    for name, page in pages.items():
        root = get_relative_url("./", name.removesuffix("index.html"))
        for mark, html in words.items():
            page = page.replace(mark, html.replace("{root}", root))
        filled[name] = page.encode()
    return filled


def _size(files: Iterable[bytes]) -> str:
    """Return the size of ``files`` together, such as "2.3 MB"."""
    return f"{sum(map(len, files)) / 1_000_000:.1f} MB"
