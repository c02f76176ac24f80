"""`course queue` and `course certify --queue`: each request by one worker, whoever dies."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from coursekit.certificates import Registry
from providing import Provider, course_command

COURSE = Path(sys.executable).with_name("course")


def queue(desk: Provider, *arguments: object):
    """Run a command of `course queue`."""
    return course_command("queue", *arguments, "--registry", desk.registry)


def worker(desk: Provider, out: Path, *more: str) -> subprocess.Popen:
    """Start a worker as another machine would, with a folder of its own."""
    arguments = desk.certify_arguments("--queue", *more)
    arguments[arguments.index(str(desk.out))] = str(out)
    return subprocess.Popen(
        [COURSE, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_file_counts_once(desk: Provider) -> None:
    """Added twice, or added again after it was served, it is known."""
    path = desk.request(1)
    assert queue(desk, "add", path, path.parent).stdout.startswith("1 added, 0 known before; 1")
    assert desk.certify("--queue").exit_code == 0
    assert queue(desk, "add", path).stdout.startswith("0 added, 1 known before; 0 wait")
    assert len(desk.records()) == 1


def test_what_a_person_has_to_look_at_is_held(desk: Provider, tmp_path: Path) -> None:
    """A flagged request waits again when it is accepted, an unreadable one by retry or never."""
    bad = tmp_path / "bad.json"
    bad.write_text("nonsense", encoding="utf-8")
    flagged = desk.request(2, license_number="L-0001")
    queue(desk, "add", desk.request(1), flagged, bad)
    assert desk.certify("--queue").exit_code == 1
    assert len(desk.records()) == 1
    first, second = queue(desk, "list").stdout.splitlines()
    assert "held: flagged" in first
    assert "held: unreadable" in second
    request_id = json.loads(flagged.read_text(encoding="utf-8"))["request"]
    accept = ("--accept", request_id, "--accepted-by", "B. Signer: same office")
    assert desk.certify("--queue", *accept).exit_code == 0
    assert len(desk.records()) == 2
    assert queue(desk, "retry").stdout == "1 wait again\n"
    assert desk.certify("--queue").exit_code == 1
    entry = queue(desk, "list").stdout.split()[0]
    assert queue(desk, "remove", entry).exit_code == 0
    assert queue(desk, "list").stdout == ""


def test_the_queue_keeps_no_copy_of_what_was_served(desk: Provider) -> None:
    """What a learner sent stays in the learner's file."""
    queue(desk, "add", desk.request(1))
    desk.certify("--queue")
    with Registry(desk.registry) as registry, registry.reading() as transaction:
        rows = transaction._connection.exec_driver_sql("SELECT body, state FROM queue").all()
    assert [tuple(row) for row in rows] == [(None, "served")]


def test_several_workers_share_a_registry(desk: Provider) -> None:
    """Three at once, one of two processes: each request is served once, by one of them."""
    queue(desk, "add", desk.requests(24)[0].parent)
    outs = [desk.out / name for name in ("a", "b", "c")]
    workers = [worker(desk, out, "--jobs", jobs) for out, jobs in zip(outs, "112", strict=True)]
    assert [process.wait(120) for process in workers] == [0, 0, 0]
    numbers = {record.certificate_id for record in desk.records()}
    files = [path.stem for out in outs for path in out.glob("*.pdf")]
    assert sorted(files) == sorted(f"certificate-{number}" for number in numbers)
    assert len(numbers) == 24
    with Registry(desk.registry) as registry:
        assert registry.check() == []
        assert registry.queue.count("served") == 24


def test_a_killed_worker_leaves_its_claim(desk: Provider) -> None:
    """What it had claimed is served by the next one, and nothing twice."""
    queue(desk, "add", desk.requests(12)[0].parent)
    for _ in range(2):
        process = worker(desk, desk.out)
        with Registry(desk.registry) as registry:
            before = registry.queue.count("served")
            end = time.monotonic() + 120
            while registry.queue.count("served") == before:
                assert process.poll() is None, "it ended before it was killed"
                assert time.monotonic() < end, "it hangs"
                time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert desk.certify("--queue").exit_code == 0
    requests = [record.request_id for record in desk.records()]
    assert len(requests) == len(set(requests)) == 12
    with Registry(desk.registry) as registry:
        assert registry.check() == []
        assert registry.queue.count("served") == 12
