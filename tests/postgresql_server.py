"""A PostgreSQL server of this machine, started for the tests in a folder that goes away again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self
from uuid import uuid4

import psycopg

DEBIAN = "/usr/lib/postgresql/*/bin/initdb"


class PostgreSQLServer:
    """A server with a socket in a temporary folder; nothing listens on the network."""

    def __init__(self):
        initdb = shutil.which("initdb") or next(map(str, Path("/").glob(DEBIAN[1:])), None)
        assert initdb, "no PostgreSQL on this machine; `make test` installs it"
        self._bin = Path(initdb).parent
        self._folder = Path(tempfile.mkdtemp(prefix="course-postgresql-"))
        # PostgreSQL refuses to be run by root; Debian's package makes a user for it.
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self._folder, self._user)

    def __enter__(self) -> Self:
        """Make the server's files and start it."""
        data = str(self._folder / "data")
        self._run("initdb", "--pgdata", data, "--auth", "trust", "--username", "course")
        options = f"-k {self._folder} -c listen_addresses=''"
        self._control("start", "--options", options, "--log", str(self._folder / "log"))
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server and remove its folder."""
        self._control("stop", "--mode", "immediate")
        shutil.rmtree(self._folder)

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test_{uuid4().hex}"
        with psycopg.connect(
            host=str(self._folder), user="course", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://course@/{name}?host={self._folder}"

    def _control(self, what: str, *options: str) -> None:
        self._run("pg_ctl", what, "--pgdata", str(self._folder / "data"), "--wait", *options)

    def _run(self, program: str, *arguments: str) -> None:
        user = {"user": self._user} if os.geteuid() == 0 else {}
        with (self._folder / f"{program}.txt").open("ab") as output:
            subprocess.run(
                [str(self._bin / program), *arguments],
                check=True,
                cwd=self._folder,
                stdout=output,
                stderr=output,
                **user,
            )
