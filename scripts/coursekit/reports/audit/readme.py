"""What an auditor reads first: what is in the archive, how it was counted, and what is missing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap

from coursekit.content import Course
from coursekit.content.reporting_models import Reporting
from coursekit.reports.audit.texts import VersionFiles
from coursekit.reports.audit.year import Year

_FOLDERS = """\
roster/roster.csv         every certificate: what it states, its status and why
roster/attempts.csv       every exam that was handed in, with the certificate's number
evaluation/questions.csv  the course evaluation: answers, mean and standard deviation
evaluation/answers.csv    how often each answer was chosen
evaluation/comments.txt   what was written in free text
exam/questions.csv        item statistics: p with its 95 % interval, discrimination
exam/options.csv          how often each option was chosen
credit/                   how the hours of credit were counted, by version
text/                     the course, its exam with the key among it, by version
sample/                   what a certificate looks like; a sample certifies nothing
SHA256SUMS                check with: sha256sum -c SHA256SUMS
"""


def readme_text(
    course: Course,
    year: Year,
    versions: Sequence[VersionFiles],
    sums: Sequence[tuple[str, str]],
) -> str:
    """Write the README of the archive; ``sums`` are the files' names with their SHA-256."""
    settings = course.settings
    lines = [
        f"Audit of {settings.title}, {year.number}",
        "",
        f"Provider: {settings.provider.name}, {settings.provider.address}",
        f"Course: {settings.id}",
        "",
        "This archive holds names, license numbers and the exam with its key. Give it to whoever",
        "may see them, and to nobody else.",
        "",
        "What is in it",
        "",
        _FOLDERS.rstrip(),
        "",
        "How many",
        "",
        *_counts(year),
        "",
        "The registry",
        "",
        *_chain(year),
        "",
        "The course by version",
        "",
        *_versions(versions),
        "",
        "How it was counted",
        "",
        *_methods(settings.reporting),
        "",
        "SHA-256 of each file",
        "",
        *(f"{digest}  {name}" for name, digest in sums),
    ]
    return "\n".join(lines) + "\n"


def _counts(year: Year) -> Iterator[str]:
    """Count certificates and attempts; of evaluations it is the tables that tell, and hide."""
    status = Counter(record.status for record in year.records)
    told = ", ".join(f"{status[name]} {name}" for name in ("valid", "superseded", "revoked"))
    yield f"{len(year.records)} certificates: {told}."
    outcomes = Counter(attempt.outcome for attempt in year.attempts)
    told = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    yield f"{len(year.attempts)} exams handed in" + (f": {told}." if told else ".")


def _chain(year: Year) -> Iterator[str]:
    if year.head is None:
        yield "Nothing has happened in the registry yet."
        return
    yield f"{year.events} events, each with the hash of the one before. The last one:"
    yield f"  event {year.head.seq}, {year.head.at}, {year.head.kind}"
    yield f"  {year.head.hash}"
    if not year.broken:
        yield "The whole history was checked, and holds."
        return
    yield "THE HISTORY DOES NOT HOLD:"
    for line in year.broken:
        yield f"  {line}"


def _versions(versions: Sequence[VersionFiles]) -> Iterator[str]:
    for version in versions:
        yield f"Version {version.version}"
        for remark in version.remarks:
            yield from wrap(
                f"{remark}.",
                width=88,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )


def _methods(reporting: Reporting) -> Iterator[str]:
    """Say how the figures came about."""
    for text in (
        "Roster: a completion belongs to the year of its day where the provider is; one whose "
        "personal data was erased on request, to the year of its issue. Replaced and revoked "
        "certificates stay in it with the reason.",
        "Evaluation: answers are kept apart from requests, under random numbers and with the "
        f"quarter of the year alone. A question with fewer than {reporting.least_answers} answers "
        "is hidden, and no row of these tables has a person, a time or an order in common with the "
        "roster.",
        "Item statistics: first attempts only. p is the share that chose exactly the key, with "
        "Wilson's 95 % score interval (1927). Discrimination is the point-biserial correlation "
        "with the share of the other questions that are right (corrected, Henrysson 1963). "
        f"Hidden below {reporting.least_answers} first attempts, discrimination below "
        f"{reporting.least_for_discrimination}.",
        "Dates: the archive holds no clock of its own. A credit report that was computed for it "
        "has the day of the registry's last event, and files in it have the first day that an "
        "archive can name, so that the same registry gives the same archive.",
    ):
        yield from wrap(text, width=88, break_long_words=False, break_on_hyphens=False)
