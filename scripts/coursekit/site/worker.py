"""The service worker that keeps the course for offline use, and the one that ends it."""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files as package_files

from rjsmin import jsmin

ADDRESS = "sw.js"
"""At the root of the site: a worker serves the folder in which it stands, and what is below."""

_KEPT = re.compile(r".+\.(?:html|css|js|json|png|svg|jpg|jpeg|webp|avif|gif|ico|woff2)$")
_NOT_KEPT = re.compile(r"^(?:404\.html|sw\.js|(?:downloads|status|assets/javascripts/lunr)/.*)$")
"""Pages and what they need to be shown; not the page for an address that does not exist.

Nor the status of certificates, which is published without a build and must not be an old one.
"""

_CACHE = "const CACHE = `course-offline ${registration.scope}`;\n"
"""Under what name a browser keeps the course: one site may hold several in different folders."""


def kept_files(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that a browser keeps, of those in ``site``, a page under its folder."""
    return {
        re.sub(r"(^|/)index\.html$", r"\1", name): content
        for name, content in site.items()
        if _KEPT.match(name) and not _NOT_KEPT.match(name)
    }


def make_worker(kept: Mapping[str, bytes], version: str) -> str:
    """Return the worker that keeps the files ``kept``; ``version`` is that of the course."""
    hashes = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in kept.items()}
    listed = json.dumps(dict(sorted(hashes.items())), ensure_ascii=False)
    build = hashlib.sha256(listed.encode()).hexdigest()[:8]
    facts = f'const VERSION = "{version}", BUILD = "{build}", FILES = {listed};\n'
    return _script("sw.js", facts)


def make_farewell() -> str:
    """Return the worker that removes the copies which browsers keep, and itself."""
    return _script("sw-off.js", "")


def _script(name: str, facts: str) -> str:
    text = (package_files("coursekit.site") / "templates" / name).read_text(encoding="utf-8")
    return jsmin(f'"use strict";\n{_CACHE}{facts}{text}') + "\n"
