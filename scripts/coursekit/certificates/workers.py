"""Serves many requests, from files or from the queue, in one process or in several.

A process that dies takes one request with it, which is then asked for again; the others go on.
"""

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from coursekit.certificates.errors import CertificateError
from coursekit.certificates.files import remove_unfinished
from coursekit.certificates.keys import create_key, load_key
from coursekit.certificates.serving import Issuer, Outcome
from coursekit.content import Course
from coursekit.objects import look_seldom
from coursekit.records import RequestError, read_request_file
from coursekit.records.sealing import load_sealing_key

Served = tuple[str, Outcome]
"""The name of a request's file, and what came of it."""

NEXT_IN_QUEUE = ""
"""The task to claim and serve what waits in the queue."""

_HELD = frozenset({"flagged", "unreadable", "refused"})
"""What a person has to look at, so that the queue keeps the file."""


@dataclass(frozen=True)
class Workplace:
    """Where and how requests are served, all by the course as it was read once.

    Attributes:
        course: in the version that learners took.
        key_file: the provider's signing key; samples are issued without one.
        sealing_file: the key that opens sealed requests.
        registry_place: path or URL; the usual file in ``out``, unless given.
        out: where certificates and letters go.
        accepted: who has looked into what a request was flagged for, by the request's id.
    """

    course: Course
    key_file: Path | None
    sealing_file: Path | None
    registry_place: str | None
    out: Path
    accepted: Mapping[str, str] = field(default_factory=dict)

    def open(self) -> Issuer:
        """Read the keys; every process does it for itself.

        Raises:
            CourseError: one of them cannot be used.
        """
        return Issuer(
            course=self.course,
            key=create_key() if self.key_file is None else load_key(self.key_file),
            registry_place=self.registry_place,
            out=self.out,
            sealing_key=load_sealing_key(self.sealing_file) if self.sealing_file else None,
            accepted=dict(self.accepted),
        )


def serve_files(workplace: Workplace, paths: Iterable[Path], jobs: int) -> Iterator[Served]:
    """Serve each file, in ``jobs`` processes, and give what came of it as soon as that is known."""
    return _serve(workplace, map(str, paths), jobs)


def serve_queue(workplace: Workplace, jobs: int) -> Iterator[Served]:
    """Serve what waits in the queue until nothing is left to claim."""
    return _serve(workplace, repeat(NEXT_IN_QUEUE), jobs)


def _serve(workplace: Workplace, tasks: Iterator[str], jobs: int) -> Iterator[Served]:
    remove_unfinished(workplace.out)
    return _in_processes(workplace, tasks, jobs) if jobs > 1 else _here(workplace, tasks)


def _here(workplace: Workplace, tasks: Iterator[str]) -> Iterator[Served]:
    with closing(workplace.open()) as issuer:
        for task in tasks:
            served = _do(issuer, task)
            if served is None:
                return
            yield served


def _do(issuer: Issuer, task: str) -> Served | None:
    """Serve one file, or what is next in the queue; None when nothing is."""
    return _serve_next(issuer) if task == NEXT_IN_QUEUE else (task, _serve_file(issuer, task))


def _serve_file(issuer: Issuer, path: str) -> Outcome:
    try:
        raw = read_request_file(Path(path))
    except RequestError as error:
        return Outcome("unreadable", message=str(error))
    return issuer.serve(raw)


def _serve_next(issuer: Issuer) -> Served | None:
    with issuer.registry.queue.claim() as claim:
        if claim is None:
            return None
        outcome = issuer.serve(claim.body, claim.entry.accepted_by)
        settle = claim.hold if outcome.outcome in _HELD else claim.served
        settle(outcome.outcome, outcome.request_id)
    return claim.entry.name, outcome


def _in_processes(workplace: Workplace, tasks: Iterator[str], jobs: int) -> Iterator[Served]:
    """Give every worker a task, and another one when it is done."""
    working = dict.fromkeys((_start(workplace) for _ in range(jobs)), "")
    for worker in list(working):
        _give(worker, tasks, working)
    while working:
        for worker in wait(list(working)):
            try:
                served = worker.recv()
            except EOFError:
                task = working.pop(worker)
                if task != NEXT_IN_QUEUE:
                    message = "the process that worked on it was stopped; ask again"
                    yield task, Outcome("refused", message=message)
                if not working:
                    raise CertificateError("every process was stopped; ask again") from None
            else:
                if served is None:
                    del working[worker]
                    continue
                _give(worker, tasks, working)
                yield served


def _start(workplace: Workplace) -> Connection:
    """Start a worker, which ends when this end of its pipe is closed, or this process dies."""
    context = get_context("spawn")
    here, there = context.Pipe()
    context.Process(target=_work, args=(workplace, there), daemon=True).start()
    there.close()
    return here


def _give(worker: Connection, tasks: Iterator[str], working: dict[Connection, str]) -> None:
    task = next(tasks, None)
    if task is None:
        del working[worker]
        worker.close()
    else:
        working[worker] = task
        worker.send(task)


def _work(workplace: Workplace, connection: Connection) -> None:
    """Serve what comes through ``connection`` until its other end is gone."""
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = suppress(EOFError, BrokenPipeError, ConnectionResetError)
    with closing(workplace.open()) as issuer, ended:
        while True:
            connection.send(_do(issuer, connection.recv()))
