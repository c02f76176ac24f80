"""When the site is built, which a release fixes so that it can be built again to the byte."""

import os
from datetime import UTC, datetime


def build_time() -> datetime:
    """Return the moment of ``SOURCE_DATE_EPOCH``, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
