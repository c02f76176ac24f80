"""How fast certificates are issued, beside what people use else: `make bench-paper`.

One list of learners in one run: `course certify` from the learners' files to signed PDFs and a
registry, LibreOffice from filled templates to plain PDFs (a mail merge without its dialogues; its
own, by a data source, takes as long) and to PDFs of the kind that ours are, and the PyPI package
certigen, which writes names on a picture. Each runs on one core. Then ours alone:
in two processes, from a queue on PostgreSQL by one worker and by two, and with ``--long`` ten times
as many learners, to see whether memory stays flat.
"""

import argparse
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from certificates.specimens import make_facts  # noqa: E402
from certificates.varied import LICENSES, TITLE  # noqa: E402
from coursekit.certificates import Registry, create_key, save_key  # noqa: E402
from coursekit.certificates.qr import draw_qr  # noqa: E402
from coursekit.content import Course, load_course  # noqa: E402
from postgresql_server import PostgreSQLServer  # noqa: E402
from sample_request import request_data, write_request  # noqa: E402

COURSE = Path(sys.executable).with_name("course")
PEERS = ROOT / "build/peers/bin/python"
AT_ONCE = 240
"""Files that LibreOffice is given in one process; of more than 247 it leaves some undone."""

AS_OURS = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"}}'
)
"""How LibreOffice makes the kind of PDF that ours are: PDF/A-3 and tagged for PDF/UA."""

IN_MEMORY = 300
"""Names that certigen is given: it keeps every picture in memory, 4.5 GB for so many."""

FIRST = ("Zoë", "Amara", "Łukasz", "Nguyễn", "Siobhán", "José", "Ingrid", "Tariq", "Mei", "Anna")
LAST = ("O’Brien-Łukasiewicz", "Ångström", "Delgado", "Whitlock", "Nakamura", "Quill", "Šimić")


@dataclass(frozen=True)
class Run:
    """What a command took: seconds on the clock and of the processor, and its most memory."""

    seconds: float
    cpu: float
    megabytes: float


def names(count: int) -> list[str]:
    """Return ``count`` names that differ."""
    return [f"{FIRST[n % 10]} {LAST[n % 7]} {n}" for n in range(count)]


def timed(commands: Sequence[Sequence[str | Path]], cores: set[int]) -> Run:
    """Run ``commands`` at the same time, each on a core of its own, and measure them together."""
    began = time.perf_counter()
    running = []
    for core, command in zip(sorted(cores), commands, strict=False):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        os.sched_setaffinity(process.pid, {core})
        running.append(process)
    cpu = most = 0.0
    for process in running:
        problems = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{process.args[0]} failed:\n{problems}")
        cpu += used.ru_utime + used.ru_stime
        most = max(most, used.ru_maxrss / 1024)
    return Run(time.perf_counter() - began, cpu, most)


def provider(folder: Path) -> tuple[Course, Path]:
    """Write the course of this repository as a provider has it, and the key: return both."""
    key, key_file = create_key(), folder / "key.pem"
    save_key(key, key_file)
    root = folder / "course"
    for name in ("docs", "modules", "quizzes", "case_studies"):
        shutil.copytree(ROOT / name, root / name)
    text = (ROOT / "course.yml").read_text(encoding="utf-8")
    text = re.sub(r'"\[(.*?)\]"', r'"\1"', text)
    text = text.replace("public_keys: []", f"public_keys: [{key.multikey}]")
    (root / "course.yml").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "style.yml", root / "style.yml")
    return load_course(root), key_file


def requests(course: Course, folder: Path, count: int) -> list[Path]:
    """Write ``count`` requests, each with two licenses, and return their files."""
    folder.mkdir()
    files = []
    for number, name in enumerate(names(count)):
        data = request_data(course, name=name)
        data["learner"]["licenses"] = [
            item | {"number": f"{item['number']}-{number}"} for item in LICENSES[:2]
        ]
        data["attestation"]["text"] = course.settings.exam.attestation
        files.append(write_request(folder / f"{number}.json", data))
    return files


def ours(course: Course, key: Path, files: list[Path], out: Path, processes: int = 1) -> Run:
    """Certify ``files`` in so many processes that share nothing but the machine."""
    return timed(
        [
            [
                COURSE,
                "certify",
                *files[part::processes],
                "--out",
                out / str(part),
                "--key",
                key,
                "--course",
                course.root,
            ]
            for part in range(processes)
        ],
        set(range(processes)),
    )


def from_queue(course: Course, key: Path, files: list[Path], out: Path, workers: int) -> Run:
    """Certify ``files`` from a queue on PostgreSQL, by workers as on so many machines."""
    with PostgreSQLServer() as server:
        place = server.new_database()
        subprocess.run(
            [COURSE, "queue", "add", files[0].parent, "--registry", place],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        options = ["--registry", place, "--key", key, "--course", course.root]
        command = [COURSE, "certify", "--queue", *options, "--out"]
        run = timed([[*command, out / str(n)] for n in range(workers)], set(range(workers)))
        with Registry(place) as registry:
            _require(len(list(registry.records())), len(files), "the queue")
    return run


def libreoffice(folder: Path, learners: list[str], export: str, code: str = "") -> Run:
    """Fill a template for each name and convert them, `AT_ONCE` in one process.

    Args:
        folder: to be made, for everything.
        learners: their names.
        export: to what, as ``--convert-to`` takes it.
        code: what stands below the text, besides.
    """
    folder.mkdir()
    template = (Path(__file__).parent / "certificate.fodt").read_text(encoding="utf-8")
    facts = make_facts()
    for number, name in enumerate(learners):
        values = {
            "NAME": name,
            "LICENSE": " · ".join(LICENSES[0].values()),
            "TITLE": TITLE,
            "COMPLETED": "November 20, 2026",
            "HOURS": "3.0 contact hours of 60 minutes",
            "NOTICE": facts.not_approved_notice,
            "PROVIDER": f"{facts.provider.name}, {facts.provider.address}",
            "SIGNATORY": f"{facts.provider.signatory_name}, {facts.provider.signatory_title}",
        }
        filled = re.sub(r"@(\w+)@", lambda slot, values=values: escape(values[slot[1]]), template)
        (folder / f"{number}.fodt").write_text(filled.replace("<!-- code -->", code), "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", export, "--outdir", folder]
    (folder / "files").write_text("\n".join(map(str, folder.glob("*.fodt"))), encoding="utf-8")
    run = timed([["xargs", "-a", folder / "files", "-n", str(AT_ONCE), *convert]], {0})
    _require(len(list(folder.glob("*.pdf"))), len(learners), "LibreOffice")
    return run


def picture_of_a_code() -> str:
    """Return a paragraph with the picture of a code as long as ours, as a template holds it."""
    code = base64.b64encode(draw_qr(f"https://course.example.org/verify/#{'a1B-' * 83}")).decode()
    return (
        '<text:p><draw:frame svg:width="3.4cm" svg:height="3.4cm"><draw:image><office:binary-data>'
        f"{code}</office:binary-data></draw:image><svg:title>Code</svg:title></draw:frame></text:p>"
    )


def certigen(folder: Path, page: Path, learners: list[str]) -> Run:
    """Let certigen write each name on a picture of a page at 200 dots an inch."""
    folder.mkdir()
    import fontpkg_eb_garamond
    import pypdfium2

    picture = pypdfium2.PdfDocument(page)[0].render(scale=200 / 72).to_pil()
    picture.save(folder / "page.png")
    (folder / "names.csv").write_text("\n".join(["Name", *learners]) + "\n", encoding="utf-8")
    (font,) = (fontpkg_eb_garamond.ROOT / "files").glob("EBGaramond[[]*.ttf")
    arguments = {
        "template_path": str(folder / "page.png"),
        "excel_path": str(folder / "names.csv"),
        "name_column": "Name",
        "font_path": str(font),
        "output_dir": str(folder / "out"),
        "manual_position": [850, 600],  # so that it need not look for the place
        "base_font_size": 90,
        "verbose": False,
    }
    script = (
        "import json, sys; from certigen import CertificateGenerator; "
        "made = CertificateGenerator(**json.loads(sys.argv[1])); "
        "made.generate_all(); made.export_as_pdf()"
    )
    run = timed([[PEERS, "-c", script, json.dumps(arguments)]], {0})
    _require(len(list((folder / "out").glob("*.png"))), len(learners), "certigen")
    return run


def _require(found: int, count: int, who: str) -> None:
    if found != count:
        raise SystemExit(f"{who} made {found} of {count}")


def show(what: str, count: int, run: Run, ours_each: float | None = None) -> None:
    """Print one line of the table; ``ours_each`` is the processor time of one of ours."""
    ratio = f"{run.cpu / count / ours_each:6.2f} x ours" if ours_each else ""
    print(
        f"{what:32}{count:7,}{run.seconds:9.1f} s{count / run.seconds:8.1f}/s"
        f"{count / run.cpu:8.1f} per core-second{run.megabytes:7.0f} MB {ratio}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="learners; 1000")
    parser.add_argument("--long", action="store_true", help="ten times as many as well")
    given = parser.parse_args()
    count = given.count
    if not shutil.which("soffice") or not PEERS.exists():
        raise SystemExit("the others are not installed; `make bench-paper` installs them")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        course, key = provider(folder)
        files = requests(course, folder / "requests", count)
        mine = ours(course, key, files, folder / "out")
        pages = list((folder / "out").rglob("*.pdf"))
        _require(len(pages), count, "course certify")
        show("ours, files to signed PDFs", count, mine)
        learners, each = names(count), mine.cpu / count
        run = libreoffice(folder / "plain", learners, "pdf")
        show("LibreOffice, plain PDFs", count, run, each)
        run = libreoffice(folder / "alike", learners, AS_OURS, picture_of_a_code())
        show("LibreOffice, PDF/A, tagged, code", count, run, each)
        some = learners[:IN_MEMORY]
        run = certigen(folder / "certigen", pages[0], some)
        show("certigen, pictures", len(some), run, each)
        show("ours, two processes", count, ours(course, key, files, folder / "out-2", 2))
        for workers in (1, 2):
            run = from_queue(course, key, files, folder / f"queue-{workers}", workers)
            show(f"ours, PostgreSQL, workers: {workers}", count, run)
        if given.long:
            many = requests(course, folder / "many", 10 * count)
            show("ours, one core", 10 * count, ours(course, key, many, folder / "out-many"))


if __name__ == "__main__":
    main()
