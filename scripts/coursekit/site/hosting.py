"""Files for the host of the site: headers where the host reads them, and whom to tell of a hole.

``_headers`` is read by Netlify and Cloudflare Pages. What a page may load stands in the page itself
(policy.py), so that the site is as safe on a host that reads no such file; here is what only a
header can say.
"""

import os
from datetime import UTC, datetime, timedelta

from coursekit.content import Course, is_placeholder

_HEADERS = """\
/*
  Content-Security-Policy: frame-ancestors 'self'; object-src 'none'; base-uri 'none'
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/assets/course/*
  Cache-Control: public, max-age=31536000, immutable
/sw.js
  Cache-Control: no-cache
"""
"""The names in assets/course hold a hash of their content, so they may be kept for good."""

_VALID_FOR = timedelta(days=365)
"""RFC 9116 recommends that ``Expires`` be less than a year ahead; a release a year keeps it so."""


def host_files(course: Course) -> dict[str, bytes]:
    """Return the files by their addresses; without an e-mail address there is nobody to tell."""
    files = {"_headers": _HEADERS}
    if not is_placeholder(course.settings.provider.email):
        files[".well-known/security.txt"] = _security(course)
    return {name: text.encode() for name, text in files.items()}


def _security(course: Course) -> str:
    """Write security.txt (RFC 9116)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    expires = (now + _VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    settings = course.settings
    return (
        f"Contact: mailto:{settings.provider.email}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Preferred-Languages: {settings.language}\n"
        f"Canonical: {settings.site_url}.well-known/security.txt\n"
    )
