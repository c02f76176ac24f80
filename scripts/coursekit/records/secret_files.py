"""Files that hold a private key: never overwritten, never where they get published."""

import os
from pathlib import Path

from coursekit.errors import CourseError

_PUBLIC = {".git": "a git work tree", "mkdocs.yml": "a course", "sitemap.xml": "a built site"}


class SecretFileError(CourseError):
    """A private key cannot be read, or must not be written where it was asked to be."""


def write_secret(path: Path, data: bytes) -> None:
    """Write ``data`` to a new file at ``path`` that only its owner may read; make its folder, too.

    Raises:
        SecretFileError: the file exists, or its folder is inside a git work tree, a course or a
            built site, from where a key gets published sooner or later.
    """
    path = path.absolute()
    _refuse_public_place(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SecretFileError(
            f"{path}: there is a file already, and a key is never overwritten; choose another name"
        ) from None
    except OSError as error:
        raise SecretFileError(f"{path}: cannot be written: {error.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def read_secret(path: Path) -> bytes:
    """Return what is in the file at ``path``, which others must not be able to read.

    Raises:
        SecretFileError: no such file, or others may read it.
    """
    try:
        data = path.read_bytes()
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        raise SecretFileError(f"{path}: cannot be read: {error.strerror}") from None
    if os.name == "posix" and mode & 0o077:
        raise SecretFileError(
            f"{path}: other users of this machine may use this key; run: chmod 600 '{path}'"
        )
    return data


def _refuse_public_place(path: Path) -> None:
    for start in {path.parent, path.parent.resolve()}:
        for folder in (start, *start.parents):
            for mark, kind in _PUBLIC.items():
                if (folder / mark).exists():
                    raise SecretFileError(
                        f"{path}: {folder} is {kind}, from where a private key gets published; "
                        "choose a folder outside it, such as ~/.config/coursekit"
                    )
