"""`course demo`: one made-up learner goes the whole way, against the exam as it is now."""

import json
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import click

from coursekit.certificates import Verification, create_key, known_from, verify_file
from coursekit.certificates.serving import Issuer
from coursekit.cli.options import course_option
from coursekit.cli.verify import show
from coursekit.content import Course, load_course
from coursekit.errors import CourseError
from coursekit.records.sample import sample_request


@click.command()
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The built site, to say where it is.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where the sample goes; what an earlier demo left there is removed.",
)
@course_option
def demo(site: Path, out: Path, course_folder: Path) -> None:
    """Answer the exam as a sample learner, issue a SAMPLE certificate and verify it."""
    course = load_course(course_folder.resolve())
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    request = out / f"course-request-{datetime.now(UTC):%Y-%m-%d}.json"
    made_up = sample_request(course, datetime.now(UTC), str(uuid4()))
    request.write_text(json.dumps(made_up, indent=2, ensure_ascii=False) + "\n")
    with closing(Issuer(course, create_key(), None, out)) as issuer:
        made = issuer.serve(request.read_bytes())
    if made.outcome != "issued":
        raise CourseError(f"{request}: {made.message or made.outcome}")
    pdf_path, credential_path = map(Path, made.files)
    click.echo(f"A made-up learner answered {made.right} of {made.asked} questions right.")
    click.echo("The certificate is a SAMPLE, signed with a throw-away key. What is in it:\n")
    show(str(pdf_path), _verified(course, pdf_path))
    _verified(course, credential_path)
    click.echo("The signatures of the PDF and of its credential are in order. Open")
    for what, where in {
        "the certificate": pdf_path,
        "its credential, which the PDF carries too": credential_path,
        "what the learner sent": request,
        "the site; see it with `make serve` at http://127.0.0.1:8000/": f"{site}/",
    }.items():
        click.echo(f"  {where}\n      {what}")
    click.echo("Drop the PDF on http://127.0.0.1:8000/verify/ to check it in the browser.")


def _verified(course: Course, path: Path) -> Verification:
    """Verify what was just issued; its key is nobody's, so the issuer cannot be checked."""
    found = verify_file(path, known_from(course.settings))
    unproven = [
        check for check in found.checks if check.name == "Signature" and check.state != "ok"
    ]
    if found.failed or unproven:
        raise CourseError(f"{path}: the certificate that was just issued does not verify")
    return found
