"""What a certificate looks like: one of a made-up learner, marked as a sample."""

import hashlib
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from coursekit.certificates.completion import completion_of
from coursekit.certificates.drawing import draw, numbered
from coursekit.certificates.facts import ALPHABET
from coursekit.certificates.keys import SigningKey, sample_key
from coursekit.content import Course
from coursekit.records import CertificateRequest, grade
from coursekit.records.sample import sample_request
from coursekit.reports.audit.year import Year, day_of


def sample_files(course: Course, year: Year) -> dict[str, bytes]:
    """Return PDF and credential of a sample, the same for the same course and registry.

    Its day is that of the year's last completion, so that it shows the approvals of that day.

    Raises:
        CourseError: the course's facts cannot be printed.
    """
    zone = course.settings.provider.zone
    days = [day_of(record, zone) for record in year.records]
    moment = datetime.combine(max(days, default=year.as_of), time(12), zone).astimezone(UTC)
    name = f"{course.settings.id}/{course.settings.version}/{moment:%Y-%m-%d}"
    seed = hashlib.sha256(f"sample certificate of {name}".encode()).digest()
    data = sample_request(course, moment, str(uuid5(NAMESPACE_URL, name)))
    request = CertificateRequest.model_validate(data)
    key: SigningKey = sample_key(seed)
    completion = completion_of(course, request, grade(course, request), issuer=key.did, sample=True)
    facts = numbered(
        completion,
        certificate_id="".join(ALPHABET[byte % 32] for byte in seed[:16]),
        issued_at=moment,
        status_index=0,
    )
    drawn = draw(facts, key, facts.issued_text)
    return {
        "sample/certificate-sample.pdf": drawn.pdf,
        "sample/certificate-sample.json": drawn.credential.encode(),
    }
