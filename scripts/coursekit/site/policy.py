"""A Content-Security-Policy in each page: what it may load, and from where."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_BEGINNING = re.compile(r'<meta charset="utf-8">')
RULES = (
    "default-src 'self'",
    "img-src 'self' data:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)
"""Nothing from another host. Whoever answers from one would have to be named here, in the open."""

CLOSED = (*RULES, "connect-src 'none'")
"""For a page that is given what others may not see: its scripts can send nothing to anyone."""


def add_policy(html: str, rules: Sequence[str] = RULES) -> str:
    """Return the page with its policy; the theme's inline scripts are named by their hashes."""
    hashes = sorted({_hash(script) for script in _INLINE.findall(html)})
    content = "; ".join((*rules, " ".join(("script-src 'self'", *hashes))))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return _BEGINNING.sub(lambda found: f"{found[0]}\n      {meta}", html, count=1)


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
