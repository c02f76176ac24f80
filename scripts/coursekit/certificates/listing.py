"""The registry's certificates as a table, for people, spreadsheets and programs."""

from collections.abc import Iterable, Iterator

from coursekit.certificates.facts import printed_license
from coursekit.certificates.registry import Record
from coursekit.records import License

Row = dict[str, str | None]
"""By the names of `COLUMNS`; None where personal data was erased."""

COLUMNS = {
    "number": "Number",
    "status": "Status",
    "superseded_by": "Replaced by",
    "name": "Name",
    "licenses": "Licenses",
    "course_id": "Course",
    "course_version": "Version",
    "completed_on": "Completed",
    "contact_hours": "Contact hours",
    "issued_at": "Issued",
    "status_index": "Place on the status lists",
    "request_id": "Request",
}
"""The names of the columns, and what a person calls them."""


def row_of(record: Record) -> Row:
    """Return a certificate as a row of the table."""
    facts = record.facts or {}
    licenses = [printed_license(License.model_validate(item)) for item in facts.get("licenses", [])]
    return {
        "number": record.certificate_id,
        "status": record.status,
        "superseded_by": record.superseded_by,
        "name": facts.get("participant_name"),
        "licenses": "; ".join(licenses) if facts else None,
        "course_id": record.course_id,
        "course_version": facts.get("course_version"),
        "completed_on": facts.get("completed_on"),
        "contact_hours": facts.get("contact_hours"),
        "issued_at": record.issued_at,
        "status_index": str(record.status_index),
        "request_id": record.request_id,
    }


def rows(records: Iterable[Record], search: str) -> Iterator[Row]:
    """Give the rows in which ``search`` occurs, in any case, hyphens of a number aside."""
    wanted = search.casefold()
    for record in records:
        row = row_of(record)
        texts = [row["name"] or "", row["licenses"] or "", row["number"] or ""]
        number = search.replace("-", "").upper()
        if any(wanted in text.casefold() for text in texts) or number in record.certificate_id:
            yield row
