"""The files that a command is given, by themselves or in folders."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def request_files(arguments: Iterable[Path], out: Path | None = None) -> list[Path]:
    """Return the files of ``arguments`` and every JSON file in their folders, each once.

    What lies in ``out`` is left out, as certificates are JSON, too.
    """
    files = {path.resolve(): path for argument in arguments for path in _files(argument)}
    left_out = out and out.resolve()
    return [path for whole, path in files.items() if left_out not in whole.parents]


def _files(argument: Path) -> Iterator[Path]:
    if argument.is_dir():
        found = (path for path in argument.rglob("*") if path.suffix.lower() == ".json")
        yield from sorted(path for path in found if path.is_file())
    else:
        yield argument
