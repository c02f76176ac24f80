"""How pages load on a phone, beside those of the stock theme: `make bench-site`.

Lighthouse visits four pages of the built site, the same lesson with its practice questions in an
untouched Material with mkdocs-quiz, and a page of mkdocs-quiz's own documentation. All are served
compressed from this machine, by turns, three times each; the table gives medians.
"""

import contextlib
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "build/peers"
LIGHTHOUSE = PEERS / "node_modules/.bin/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MEASURES = (
    "total-byte-weight",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
ROUNDS = 3
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}

Visit = dict[str, float]
"""Scores from 0 to 100 and the measures of one visit, by their names in Lighthouse."""


class CompressedFiles(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: text compressed by gzip."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on loopback and give its address."""
    handler = functools.partial(CompressedFiles, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def build(project: Path, site: Path) -> None:
    """Build a MkDocs project."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{project} was not built:\n{done.stderr}")


def longest_lesson() -> str:
    """Return the name of the module with the most words."""
    lessons = (ROOT / "modules").glob("*.md")
    return max(lessons, key=lambda path: len(path.read_text(encoding="utf-8").split())).stem


def stock(folder: Path, lesson: str) -> Path:
    """Build the lesson and its questions as one page of the stock theme; return the site."""
    parts = [ROOT / f"modules/{lesson}.md", ROOT / f"quizzes/practice/{lesson}.md"]
    text = "\n\n".join(path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in parts)
    text = re.sub(r"<!--.*?-->|^///.*$|\{[#:].*?\}", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\]\((?!http)[^)]*\)", "](#)", text)  # to pages that are not here
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Stock\nsite_description: The same text\n"
        "theme: {name: material, font: false}\nplugins: [search, mkdocs_quiz]\n",
        encoding="utf-8",
    )
    build(folder, folder / "site")
    return folder / "site"


def documentation(folder: Path) -> Path:
    """Build mkdocs-quiz's own documentation without what asks other hosts; return the site."""
    project = folder / "mkdocs-quiz"
    shutil.copytree(PEERS / "mkdocs-quiz", project)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    plugins = "plugins: [search, mkdocs_quiz]\n"
    settings = re.sub(r"^plugins:\n(?:[ -].*\n|\n)*", plugins, settings, flags=re.MULTILINE)
    settings = re.sub(r"^repo_.*\n", "", settings, flags=re.MULTILINE)
    settings = settings.replace("  name: material\n", "  name: material\n  font: false\n", 1)
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build(project, folder / "documentation")
    return folder / "documentation"


def visit(address: str, folder: Path) -> Visit:
    """Let Lighthouse visit a page as a phone."""
    report = folder / "report.json"
    command = [
        LIGHTHOUSE,
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": browser or ""})
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: 100 * found["categories"][name]["score"] for name in CATEGORIES}
    failed = [
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in found["categories"][name]["auditRefs"]
        if audit["weight"] and found["audits"][audit["id"]]["score"] == 0
    ]
    if failed:
        print(f"  {address}: {', '.join(failed)}", file=sys.stderr)
    return scores | {name: found["audits"][name]["numericValue"] for name in MEASURES}


def show(what: str, visits: list[Visit]) -> None:
    """Print one line of the table."""
    middle = {name: statistics.median(item[name] for item in visits) for name in visits[0]}
    scores = "".join(f"{middle[name]:15.0f}" for name in CATEGORIES)
    weight, paint, blocked, shift = (middle[name] for name in MEASURES)
    print(f"{what:34}{scores}{weight:10,.0f}{paint:8,.0f}{blocked:8,.0f}{shift:8.3f}", flush=True)


def main() -> None:
    """Measure and print."""
    if not LIGHTHOUSE.exists() or not (PEERS / "mkdocs-quiz").exists():
        raise SystemExit("the others are not installed; `make bench-site` installs them")
    lesson = longest_lesson()
    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as stack:
        folder = Path(place)
        build(ROOT, folder / "site")
        site = stack.enter_context(served(folder / "site"))
        peers = (stock(folder / "stock", lesson), documentation(folder))
        plain, own = (stack.enter_context(served(peer)) for peer in peers)
        pages = {
            "home": site,
            f"lesson ({lesson})": f"{site}modules/{lesson}/",
            "exam": f"{site}exam/",
            "verification": f"{site}verify/",
            "stock theme, the same lesson": plain,
            "mkdocs-quiz's documentation": own,
        }
        visits: dict[str, list[Visit]] = {what: [] for what in pages}
        for _ in range(ROUNDS):
            for what, address in pages.items():
                visits[what].append(visit(address, folder))
        columns = "".join(f"{name:>15}" for name in CATEGORIES)
        print(f"{'':34}{columns}{'bytes':>10}{'LCP ms':>8}{'TBT ms':>8}{'shift':>8}")
        for what, made in visits.items():
            show(what, made)


if __name__ == "__main__":
    main()
