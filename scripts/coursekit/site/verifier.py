"""The verification page as one file, to be kept and opened where there is no connection.

It holds the provider's keys, its own script and its style sheet, and may fetch nothing: a browser
that opens it from a folder needs no other file, and whoever keeps it needs no trust in a site.
"""

import hashlib
from base64 import b64encode

from rcssmin import cssmin

from coursekit.site.assets import BROWSER, module_sources
from coursekit.site.issuer import known_to_page
from coursekit.site.pages import Site
from coursekit.site.scripts import join_one

ADDRESS = "downloads/verify-certificate.html"

_STYLES = ("theme.css", "forms.css", "verify.css")
_START = '.start([document.getElementById("verify")],{signal:new AbortController().signal})'


def make_verifier(site: Site) -> bytes:
    """Return the page that checks certificates of this course by itself."""
    script = join_one(module_sources(), "verify.js") + _START
    style = cssmin("\n".join((BROWSER / name).read_text(encoding="utf-8") for name in _STYLES))
    return site.render(
        "verifier.html",
        known=known_to_page(site.course, ""),
        script=script,
        style=style,
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}",
    ).encode()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
