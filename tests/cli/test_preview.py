"""`make serve`: a port that is taken."""

import socket
import subprocess
import sys
from pathlib import Path


def test_port_in_use(root):
    """One line says which port is taken and what to type, before anything is built."""
    folder = Path(sys.executable).parent
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["make", "-o", f"{folder}/.ready", "serve", f"BIN={folder}", f"PORT={port}"],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode != 0
    first, *rest = done.stderr.splitlines()
    assert first == (f"Something else uses port {port}; take another: make serve PORT={port + 1}")
    assert all(line.startswith("make:") for line in rest)
