"""What may stand under ``enrolment`` in ``course.yml``: the price, and codes that lower it.

A static site can neither sell nor count. The price is shown and the checkout is a link to another
site; how often a code was used is counted there.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AnyHttpUrl, Field, StringConstraints, UrlConstraints, model_validator

from coursekit.content.typed import Strict

_CENT = Decimal("0.01")

Money = Annotated[Decimal, Field(ge=0, decimal_places=2)]
"""An amount in the currency of the price."""


class Promotion(Strict):
    """A code that lowers the price for a while."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{2,40}$")] = Field(
        description="what is typed in at the checkout"
    )
    percent_off: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=None, description="how much it takes off, in percent; this or `amount_off`"
    )
    amount_off: Annotated[Money, Field(gt=0)] | None = Field(
        default=None, description="how much it takes off, in the currency of the price"
    )
    limit: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="how many people can use it; the checkout counts them"
    )
    until: date = Field(
        description="last day on which it holds, in the provider's time zone; it is gone from the "
        "site afterwards"
    )

    @model_validator(mode="after")
    def _one_discount(self) -> "Promotion":
        if (self.percent_off is None) == (self.amount_off is None):
            raise ValueError("write either `percent_off` or `amount_off`")
        return self

    def lowered(self, price: Decimal) -> Decimal:
        """Return what is left of ``price``, rounded to a cent and never below nothing."""
        off = price * (self.percent_off or 0) / 100 + (self.amount_off or 0)
        return max(price - off, Decimal(0)).quantize(_CENT)

    def ends(self, zone: ZoneInfo) -> datetime:
        """Return the moment, in UTC, from which it no longer holds: the end of its last day."""
        return datetime.combine(self.until + timedelta(days=1), time.min, zone).astimezone(UTC)


class Enrolment(Strict):
    """What the course costs and where one pays; without it the site says nothing of either."""

    price: Money = Field(description="what it costs; 0 if it is free")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        default="USD", description="currency of the price, by its code in ISO 4217"
    )
    checkout: Annotated[AnyHttpUrl, UrlConstraints(allowed_schemes=["https"])] = Field(
        description="address of the page, on another site, where one enrolls and pays"
    )
    codes: tuple[Promotion, ...] = Field(
        default=(), description="codes that lower the price for a while"
    )

    @model_validator(mode="after")
    def _codes_differ(self) -> "Enrolment":
        names = [promotion.code.upper() for promotion in self.codes]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the code `{name}` stands twice")
        return self

    def codes_at(self, moment: datetime, zone: ZoneInfo) -> list[Promotion]:
        """Return the codes that still hold at ``moment``, for a provider in ``zone``."""
        return [promotion for promotion in self.codes if moment < promotion.ends(zone)]
