"""Modules as PDFs to print: offered on their own pages where the course wants it, drawings too."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image, ImageFilter
from pypdf import PdfReader

from coursekit.site.book import module_address
from small_course import change, write_course

pytestmark = pytest.mark.xdist_group("module-pdfs")

MKDOCS = """\
site_name: x
theme: {name: material, font: false}
plugins: {search: {}, mkdocs_quiz: {enabled_by_default: false}, course: {}}
"""
DRAWN = """\
/// map | Who does what
A: client, typist
B: client, tailor

A and B: married, home
///

/// ladder | Two rungs
Client
Guest
///

/// strands | What two can share
Home
Money
///

/// cycle | Two loops
A: client
B: partner
C: partner's partner

loop A B: asks again; goes quiet
out: a guard that stays up
loop B C: stays late; turns cheerful
back: a flat face
///
"""
ADDRESS = module_address("one")


def write(root: Path, wanted: str) -> Path:
    """Write a small course whose one module has each kind of drawing."""
    write_course(root)
    change(root, "course.yml", "authors:", f"{wanted}authors:")
    change(root, "modules/one.md", "Somebody found", f"{DRAWN}\nSomebody found")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (root / "docs/index.md").write_text("# Home\n\n<!-- course:download -->\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory, build_site) -> Path:
    """The built site of the course, which wants the PDFs."""
    folder = tmp_path_factory.mktemp("pdfs")
    done = build_site(write(folder / "course", "module_pdfs: true\n"), folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_a_module_is_offered_on_its_page(built: Path):
    """The link leads to a PDF of the module alone, which the copy to download has as well."""
    page = html.parse(str(built / "modules/one/index.html"))
    (link,) = page.xpath("//p[@class='module-intro__pdf']/a")
    file = (built / "modules/one" / link.get("href")).resolve()
    assert file == (built / ADDRESS).resolve()
    assert PdfReader(BytesIO(file.read_bytes())).metadata.title == "Module one"
    with zipfile.ZipFile(built / "downloads/course-offline.zip") as copy:
        assert f"course-offline/{ADDRESS}" in copy.namelist()


def test_none_is_offered_unasked(tmp_path: Path, build_site):
    """Without the setting there is neither a link nor a file, nor a mark that was left."""
    done = build_site(write(tmp_path / "course", ""), tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "site" / ADDRESS).exists()
    page = (tmp_path / "site/modules/one/index.html").read_text(encoding="utf-8")
    assert "module-intro__pdf" not in page
    assert "offline:module" not in page


def test_no_drawing_is_a_black_block(built: Path, tmp_path: Path):
    """Each kind of drawing has its colors: nowhere on a page is a black square of four mm."""
    command = ["pdftoppm", "-r", "60", "-gray", "-png", str(built / ADDRESS), str(tmp_path / "p")]
    subprocess.run(command, check=True)
    pages = sorted(tmp_path.glob("p*.png"))
    assert pages
    assert [page.name for page in pages if darkest_square(page) < 64] == []


def darkest_square(page: Path) -> int:
    """Return the lightness of the darkest square of nine pixels: 0 is black, 255 is white."""
    with Image.open(page) as picture:
        return picture.convert("L").filter(ImageFilter.MaxFilter(9)).getextrema()[0]
