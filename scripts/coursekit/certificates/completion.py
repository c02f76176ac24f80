"""From a passed exam to the facts that a certificate will state."""

from coursekit.certificates.errors import CertificateError
from coursekit.certificates.facts import Approval, Completion, CreditType, Provider
from coursekit.content import DELIVERY_FORMAT, Course, is_placeholder
from coursekit.content.approval_models import Approval as HeldApproval
from coursekit.records import CertificateRequest, Grade

_OF_PROVIDER = tuple(Provider.model_fields)


class UnfinishedProviderError(CertificateError):
    """The owner has yet to say who issues certificates."""


def completion_of(
    course: Course, request: CertificateRequest, grade: Grade, *, issuer: str, sample: bool
) -> Completion:
    """Return what a certificate for ``request`` states, its number and moment of issue aside.

    Args:
        course: the course in the version that was taken.
        request: the learner's request.
        grade: its grade. That it is a pass is certified, and how good a pass is not.
        issuer: the DID that signs.
        sample: whether the certificate certifies nothing and says so.

    Raises:
        CertificateError: the exam was not passed.
        UnfinishedProviderError: a real certificate, and `course.yml` still has fields to fill in.
    """
    settings = course.settings
    if not grade.passed:
        raise CertificateError("the exam was not passed, so there is nothing to certify")
    if not sample:
        _require_provider(course)
    completed_on = request.completed.astimezone(settings.provider.zone).date()
    approvals = [_granted(approval) for approval in settings.approvals_on(completed_on)]
    return Completion(
        sample=sample,
        participant_name=request.learner.name,
        licenses=request.learner.licenses,
        course_id=settings.id,
        course_title=settings.title,
        course_version=request.course.version,
        authors=settings.authors,
        contact_hours=settings.credit.contact_hours,
        delivery_format=DELIVERY_FORMAT,
        pass_percent=settings.exam.pass_percent,
        completed_on=completed_on,
        timezone=settings.provider.timezone,
        provider=Provider(**{name: getattr(settings.provider, name) for name in _OF_PROVIDER}),
        issuer=issuer,
        site_url=str(settings.site_url),
        approvals=approvals,
        not_approved_notice=None if approvals else settings.not_approved_notice,
        request_digest=request.digest,
        paper=settings.provider.paper,
    )


def _granted(approval: HeldApproval) -> Approval:
    """Return what a certificate states of an approval that the provider holds."""
    types = [CreditType(type=item.type, hours=item.hours) for item in approval.types]
    return Approval(
        body=approval.body,
        number=approval.number,
        of=approval.of,
        valid_from=approval.valid_from,
        valid_to=approval.valid_to,
        hours=approval.hours,
        unit=approval.unit,
        types=types,
        statement=approval.printed_statement,
    )


def _require_provider(course: Course) -> None:
    """Refuse to certify in the name of nobody."""
    unfinished = [f"provider.{name}" for name in course.settings.provider.placeholders]
    unfinished += ["authors"] if any(map(is_placeholder, course.settings.authors)) else []
    if unfinished:
        raise UnfinishedProviderError(
            f"course.yml: fill in {', '.join(unfinished)} first; a certificate without them is "
            "worth nothing. For a try-out use --sample"
        )
