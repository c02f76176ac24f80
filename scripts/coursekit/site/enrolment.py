"""What the course costs, where one pays, and the codes that lower the price.

A code that has ended by the day of the build is left out of the page. One that ends later carries
the moment of its end, and the browser takes it away from then on (enrolment.js).
"""

from decimal import Decimal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from coursekit.content.enrolment_models import Promotion
from coursekit.site.clock import build_time
from coursekit.site.pages import Site

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


def enrolment(site: Site, page: Page, config: MkDocsConfig) -> str:
    """Write the price, the link to the checkout and the codes; nothing where none is given."""
    del page, config
    offered, zone = site.course.settings.enrolment, site.course.settings.provider.zone
    if offered is None:
        return ""
    codes = [
        {
            "code": promotion.code,
            "off": _discount(promotion, offered.currency),
            "price": money(promotion.lowered(offered.price), offered.currency),
            "limit": promotion.limit,
            "until": promotion.until,
            "ends": promotion.ends(zone),
        }
        for promotion in offered.codes_at(build_time(), zone)
    ]
    return site.render(
        "enrolment.html",
        price=money(offered.price, offered.currency) if offered.price else None,
        checkout=str(offered.checkout),
        host=offered.checkout.host,
        codes=codes,
    )


def money(amount: Decimal, currency: str) -> str:
    """Return an amount as it is printed: ``$120``, ``$96.50`` or ``CHF 120``."""
    figure = f"{amount:,.2f}".removesuffix(".00")
    return f"{_SIGNS[currency]}{figure}" if currency in _SIGNS else f"{currency} {figure}"


def _discount(promotion: Promotion, currency: str) -> str:
    if promotion.percent_off is not None:
        return f"{promotion.percent_off} %"
    return money(promotion.amount_off, currency)
