"""`course certify`: from learners' requests to certificates."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from coursekit.certificates import CertificateError, Registry, load_key
from coursekit.certificates.serving import CERTIFIED
from coursekit.certificates.workers import Served, Workplace, serve_files, serve_queue
from coursekit.cli.inputs import request_files
from coursekit.cli.options import course_option, require_current_key
from coursekit.cli.outcomes import show, show_summary, with_progress, write_report
from coursekit.content import Course, load_course
from coursekit.content.credit_report import released_hours


@click.command()
@click.argument("requests", nargs=-1, metavar="[REQUEST...]", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where certificates and letters go; made if missing.",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The provider's signing key, made by `course keys new`.",
)
@click.option(
    "--sealing-key",
    "sealing_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The provider's private key that opens sealed requests, made by `course keys sealing`.",
)
@click.option("--sample", is_flag=True, help="Issue samples, signed with a throw-away key.")
@click.option(
    "--registry",
    "registry_place",
    help="SQLite file or database URL of what was issued; OUT/registry.sqlite, unless given.",
)
@click.option("--queue", is_flag=True, help="Serve what `course queue add` put into the registry.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that work at the same time.",
)
@click.option(
    "--accept",
    multiple=True,
    type=click.UUID,
    metavar="REQUEST_ID",
    help="A flagged request that you have looked into; may be given again.",
)
@click.option(
    "--accepted-by",
    metavar="TEXT",
    help="Who you are and what you found, without a learner's name; it stays in the history.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what came of each request to this file, as JSON.",
)
@course_option
def certify(
    requests: tuple[Path, ...],
    out: Path,
    key_file: Path | None,
    sealing_file: Path | None,
    sample: bool,
    registry_place: str | None,
    queue: bool,
    jobs: int,
    accept: tuple[str, ...],
    accepted_by: str | None,
    report: Path | None,
    course_folder: Path,
) -> None:
    """Grade each REQUEST, a file or a folder of them, and issue a certificate for every pass.

    Whoever gets none has a letter in OUT that says what to return to. A request that is flagged
    waits until a person has looked into it. One bad request does not stop the others.

    Exits with 0 when everybody has a certificate, with 1 when somebody has none.
    """
    _check_usage(requests, queue, sample, key_file, registry_place, accept, accepted_by)
    course = load_course(course_folder.resolve())
    if key_file:
        require_current_key(course, load_key(key_file))
        _require_released_hours(course)
    accepted = {str(name): accepted_by for name in accept} if accepted_by else {}
    if registry_place:
        Registry(registry_place).close()  # what does not open is said once, and before anything
    workplace = Workplace(course, key_file, sealing_file, registry_place, out, accepted)
    if queue:
        total, served = _from_queue(workplace, jobs)
    else:
        paths = request_files(requests, out)
        total, served = len(paths), serve_files(workplace, paths, min(jobs, len(paths) or 1))
    reported: list[Served] | None = [] if report else None
    counts, finished = _show_all(with_progress(served, total), reported)
    show_summary(counts)
    if report:
        write_report(report, course.settings.id, reported)
    sys.exit(0 if finished and counts.keys() <= CERTIFIED else 1)


def _require_released_hours(course: Course) -> None:
    """Refuse hours that differ from those of the version's credit report: boards compare them."""
    version, said = course.settings.version, course.settings.credit.contact_hours
    released = released_hours(course)
    if released not in (None, said):
        raise CertificateError(
            f"course.yml says {said} contact hours, and version {version} was released with "
            f"{released}; put them back, or raise `version` and release it"
        )


def _show_all(served: Iterable[Served], reported: list[Served] | None) -> tuple[Counter[str], bool]:
    """Show what comes, and add it to ``reported``; without one it is not kept, however much it is.

    Return the number of each outcome, and whether all came before somebody stopped the command.
    """
    counts: Counter[str] = Counter()
    try:
        for name, outcome in served:
            show(name, outcome)
            counts[outcome.outcome] += 1
            if reported is not None:
                reported.append((name, outcome))
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing is lost: the same command again does the rest.", err=True)
        return counts, False
    return counts, True


def _check_usage(
    requests: tuple[Path, ...],
    queue: bool,
    sample: bool,
    key_file: Path | None,
    registry_place: str | None,
    accept: tuple[str, ...],
    accepted_by: str | None,
) -> None:
    if bool(requests) == queue:
        raise click.UsageError("give either files and folders of requests or --queue")
    if sample == (key_file is not None):
        raise click.UsageError("give either --key FILE or --sample")
    if sample and (registry_place or accept):
        raise click.UsageError("a sample is not recorded; leave out --registry and --accept")
    if queue and not registry_place:
        raise click.UsageError("give the registry with the queue: --registry PLACE")
    if bool(accept) != bool(accepted_by):
        raise click.UsageError("give --accept REQUEST_ID together with --accepted-by TEXT")


def _from_queue(workplace: Workplace, jobs: int):
    """Return how many requests wait, and what will come of them."""
    with Registry(str(workplace.registry_place)) as registry:
        for request_id, by in workplace.accepted.items():
            registry.queue.accept(request_id, by)
        return registry.queue.count("waiting"), serve_queue(workplace, jobs)
