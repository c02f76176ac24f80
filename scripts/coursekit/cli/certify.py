"""`course certify`: from a learner's request to a certificate."""

import sys
from pathlib import Path

import click

from coursekit.certificates import (
    CertificateError,
    Issued,
    Registry,
    SigningKey,
    create_key,
    issue,
    load_key,
)
from coursekit.certificates.completion import completion_of
from coursekit.certificates.evaluations import Evaluation, quarter_of
from coursekit.certificates.registry import Transaction
from coursekit.cli.options import course_option
from coursekit.content import Course, load_course
from coursekit.errors import CourseError
from coursekit.records import CertificateRequest, Grade, grade, read_request
from coursekit.records.sealing import load_sealing_key


@click.command()
@click.argument(
    "requests",
    nargs=-1,
    required=True,
    metavar="REQUEST...",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where certificates go; made if missing.",
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
@course_option
def certify(
    requests: tuple[Path, ...],
    out: Path,
    key_file: Path | None,
    sealing_file: Path | None,
    sample: bool,
    registry_place: str | None,
    course_folder: Path,
) -> None:
    """Grade each REQUEST and issue a certificate for every exam that was passed.

    A request that cannot be used, or an exam that was not passed, gets no certificate and does not
    stop the others.
    """
    if sample == (key_file is not None):
        raise click.UsageError("give either --key FILE or --sample")
    if sample and registry_place:
        raise click.UsageError("a sample is not recorded in a registry; leave out --registry")
    course = load_course(course_folder.resolve())
    key = create_key() if key_file is None else load_key(key_file)
    sealing_key = load_sealing_key(sealing_file) if sealing_file else None
    if not sample:
        _require_published(course, key)
    failures = 0
    for path in requests:
        try:
            request = read_request(path, sealing_key)
            issued, result = serve(course, request, key, registry_place, out)
        except CourseError as error:
            failures += 1
            click.echo(f"{path}: no certificate\n{_indented(str(error), path)}", err=True)
        else:
            state = "certificate" if issued.created else "certificate as issued before"
            click.echo(f"{path}: passed with {result.right} of {result.questions}; {state}")
            click.echo(f"  {issued.pdf_path}\n  {issued.credential_path}")
    if failures:
        click.echo(f"No certificate for {failures} of {len(requests)} requests.", err=True)
        sys.exit(1)


class NotPassedError(CourseError):
    """The exam is below the pass mark; the message is fit to be sent to the learner."""


def serve(
    course: Course,
    request: CertificateRequest,
    key: SigningKey,
    registry_place: str | None,
    out: Path,
) -> tuple[Issued, Grade]:
    """Grade ``request`` and issue its certificate into ``out``.

    The issuer is the provider when the key is published in the course, else the key itself, for
    a sample. An evaluation is kept whether or not the exam was passed.
    """
    result = grade(course, request)
    published = key.multikey in course.settings.provider.public_keys
    if request.sample and published:
        raise CertificateError("this request is made up; only a sample is issued for it (--sample)")
    out.mkdir(parents=True, exist_ok=True)
    place = registry_place or out / ("registry.sqlite" if published else "sample-registry.sqlite")
    if published and request.evaluation:
        with Registry(place) as registry, registry.transaction() as transaction:
            _keep_evaluation(transaction, request)
    if not result.passed:
        raise NotPassedError(_not_passed(course, result))
    completion = completion_of(
        course,
        request,
        result,
        issuer=course.settings.issuer if published else key.did,
        sample=not published,
    )
    with Registry(place) as registry:
        return issue(
            completion, request_id=str(request.request), key=key, registry=registry, out_dir=out
        ), result


def _keep_evaluation(transaction: Transaction, request: CertificateRequest) -> None:
    """Keep what the learner thinks of the course apart from who they are, passed or not."""
    answers = request.model_dump(mode="json")["evaluation"]
    quarter = quarter_of(request.completed.date())
    evaluation = Evaluation(request.course.version, quarter, answers)
    transaction.take_evaluation(request.course.id, str(request.request), evaluation)


def _require_published(course: Course, key: SigningKey) -> None:
    """Refuse a key that nobody could check a certificate against."""
    if key.multikey not in course.settings.provider.public_keys:
        raise CertificateError(
            "course.yml does not list the public half of this key, so nobody could verify what it "
            f"signs; add it below `public_keys:`, in place of any `[]`:\n    - {key.multikey}"
        )


def _not_passed(course: Course, result: Grade) -> str:
    """Say what was reached and what to return to, and nothing about any one question."""
    site = course.settings.site_url
    if result.reached:
        lines = [
            f"passed: {result.right} of {result.questions} answers are right. A question about "
            "safety was missed, so a certificate waits. Work through each scene, then open the "
            "exam page, save your request again and send it:"
        ]
        lines += [f"- {topic.topic}: {site}scenes/{topic.scene}/" for topic in result.scenes]
        return "\n".join(lines)
    lines = [
        f"not passed: {result.right} of {result.questions} answers are right, {result.needed} are "
        f"needed ({course.settings.exam.pass_percent} %). Objectives to return to:"
    ]
    for objective in result.missed:
        module, _ = course.objectives[objective.id]
        lines.append(f"- {objective.text} ({module.title}, {site}modules/{module.slug}/)")
    return "\n".join(lines)


def _indented(text: str, path: Path) -> str:
    """Set the lines of a message below the file it is about, without naming the file again."""
    return "\n".join(f"  {line.removeprefix(f'{path}: ')}" for line in text.splitlines())
