"""The course as one file to download: a copy of the built site that opens from a folder.

A browser that opens pages from a folder (``file://``) shows no page for the address of a folder,
fetches nothing for a script and starts no worker by its address. So in the copy a link names the
page itself, and the theme's search finds its index and its worker as scripts.
"""

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

ADDRESS = "downloads/course-offline.zip"

_FOLDER = "course-offline"
"""The folder in the file; neither name says what the course is about."""

_LEFT_OUT = re.compile(
    r"^(?:404\.html|sitemap\.xml(?:\.gz)?|sw\.js|(?:status|assets/javascripts/lunr)/.*)$"
)
_INDEX = "search/search_index.json"
_WORKER = re.compile(r"^assets/javascripts/workers/search\..*\.js$")
_LANGUAGES = "assets/javascripts/lunr/"
_EXTRA = {"ja": ("tinyseg.js",), "hi": ("wordcut.js",), "th": ("wordcut.js",)}
"""What the theme's search loads for some languages, besides each one's own file."""

_LINK = re.compile(r'(?P<before>\s(?:href|src)=")(?P<path>[^"#?:]*)(?P<after>[^":]*")')
_CANONICAL = re.compile(r'\s*<link rel="canonical"[^>]*>')
_POLICY = re.compile(r'(\s*<meta http-equiv="Content-Security-Policy") content="([^"]*)">')
_CLOSED = "connect-src 'none'"
"""The rule of a policy that holds in a folder too; the others name the site as the only source."""

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file knows, so that the same site gives the same file."""

_README = """\
This folder is a copy of an online course, version {version}. It needs no connection.

Unpack the whole folder, then open the file index.html in it with a browser.
Chrome, Edge and Firefox carry your answers from page to page. Another browser may not.

The copy does not change. For a newer version, download it again and delete this folder.
Your answers are not in this folder: your browser keeps them.
"""


def make_copy(site: Mapping[str, bytes], version: str) -> bytes:
    """Return the zip file of the copy.

    Args:
        site: every file of the built site, by its address.
        version: of the course.
    """
    written = BytesIO()
    files = dict(_copied(site))
    files["README.txt"] = _README.format(version=version).encode()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}", date_time=_NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return written.getvalue()


def _copied(site: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    pages = {
        posixpath.normpath(posixpath.dirname(name))
        for name in site
        if posixpath.basename(name) == "index.html"
    }
    for name, content in site.items():
        if _LEFT_OUT.match(name) or name == ADDRESS:
            continue
        if name.endswith(".html"):
            yield name, _page(content.decode(), posixpath.dirname(name), pages).encode()
        elif name == _INDEX:
            yield name.replace(".json", ".js"), _index(content, pages)
        elif _WORKER.match(name):
            yield name, _worker(site, content)
        else:
            yield name, content


def _page(html: str, home: str, pages: set[str]) -> str:
    """Return the page in the folder ``home`` with links that name pages."""

    def lead(link: re.Match[str]) -> str:
        return f"{link['before']}{_to_page(link['path'], home, pages)}{link['after']}"

    return _LINK.sub(lead, _POLICY.sub(_policy, _CANONICAL.sub("", html)))


def _policy(policy: re.Match[str]) -> str:
    """Return what holds of a policy in a folder."""
    return f'{policy[1]} content="{_CLOSED}">' if _CLOSED in policy[2] else ""


def _to_page(path: str, home: str, pages: set[str]) -> str:
    """Return ``path``, as seen from ``home``, with ``index.html`` where it is that of a folder."""
    if not path or posixpath.normpath(posixpath.join(home, path)) not in pages:
        return path
    return posixpath.join(path, "index.html").removeprefix("./")


def _index(content: bytes, pages: set[str]) -> bytes:
    """Return the search index as a script that leads to the pages themselves."""
    index = json.loads(content)
    for entry in index["docs"]:
        path, mark, anchor = entry["location"].partition("#")
        entry["location"] = _to_page(path or ".", "", pages) + mark + anchor
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"var __index = {text};\n".encode()


def _worker(site: Mapping[str, bytes], worker: bytes) -> bytes:
    """Return the search's worker as a script that hands its text over, see ``late-search.js``.

    A worker made from a text cannot import files by a relative path, so what the theme would import
    for the languages of the index stands in the text.
    """
    languages = json.loads(site[_INDEX])["config"]["lang"]
    names = [name for language in languages for name in _EXTRA.get(language, ())]
    names += [f"min/lunr.{language}.min.js" for language in languages if language != "en"]
    if names:
        names.insert(0, "min/lunr.stemmer.support.min.js")
    if len(languages) > 1:
        names.append("min/lunr.multi.min.js")
    parts = [worker.decode(), *(site[_LANGUAGES + name].decode() for name in names)]
    text = "\n".join([*parts, "self.importScripts = () => {};"])
    return f"globalThis.workerText = {json.dumps(text)};\n".encode()
