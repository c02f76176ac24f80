"""Where the published status is read from: a folder, or a site."""

import http.client
import urllib.error
import urllib.request
from pathlib import Path

from coursekit.certificates.errors import UncheckableError
from coursekit.certificates.known import StatusReader

LARGEST = 200_000_000
"""Bytes; the log has about 400 a certificate."""

PATIENCE = 30
"""Seconds."""


def status_reader(place: str) -> StatusReader:
    """Return what reads the published files at ``place``, a folder or an http(s) address.

    Nothing has to be secret or safe on the way: the files are public and signed.
    """
    if place.startswith(("https://", "http://")):
        return _SiteReader(place.rstrip("/") + "/")
    return _FolderReader(Path(place))


class _FolderReader:
    def __init__(self, folder: Path):
        self._folder = folder

    def __call__(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            reason = error.strerror
        raise UncheckableError(f"the provider’s {name} cannot be read in {self._folder}: {reason}")


class _SiteReader:
    def __init__(self, address: str):
        self._address = address

    def __call__(self, name: str) -> bytes:
        try:
            with urllib.request.urlopen(self._address + name, timeout=PATIENCE) as answer:
                data = answer.read(LARGEST + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise UncheckableError(f"the provider’s {name} cannot be fetched: {reason}") from None
        if len(data) > LARGEST:
            raise UncheckableError(f"the provider’s {name} is too large")
        return data
