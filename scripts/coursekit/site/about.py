"""What is said of a course before it begins, on its page and at the front of its book."""

from coursekit.content import DELIVERY_FORMAT
from coursekit.content.approval_models import Approval
from coursekit.site.clock import build_time
from coursekit.site.pages import Site


def approvals_today(site: Site) -> list[Approval]:
    """Return what the course is approved for on the day of the build."""
    settings = site.course.settings
    return settings.approvals_on(build_time().astimezone(settings.provider.zone).date())


def credit(site: Site) -> str:
    """Return the HTML that says what the course is approved for, or that it is not."""
    return site.render("credit.html", approvals=approvals_today(site))


def facts(site: Site) -> str:
    """Return the HTML of format, hours, exam, people, version and dates."""
    reviewed = sorted(module.front_matter.reviewed for module in site.course.modules)
    return site.render(
        "facts.html",
        settings=site.course.settings,
        format=DELIVERY_FORMAT,
        reviewed=(reviewed[0], reviewed[-1]),
    )
