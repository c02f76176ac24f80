"""The catalogue of findings: what each code means and how its kind is mended."""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from coursekit.content.typed import Strict, Text
from coursekit.content.yaml_source import read_yaml


class Kind(Strict):
    """One kind of finding.

    Attributes:
        title: what is wrong, in a few words.
        remedy: how to mend the kind, in one sentence.
        explanation: Markdown for the author's handbook: why it matters, with an example.
    """

    title: Text
    remedy: Text
    explanation: Text


@cache
def read_catalog() -> dict[str, Kind]:
    """Return every kind by its code, in the order of the codes."""
    kinds: dict[str, Kind] = {}
    for file in (files(__package__) / "catalog").iterdir():
        data = read_yaml(file.read_text(encoding="utf-8")).data
        kinds |= TypeAdapter(dict[str, Kind]).validate_python(data)
    return dict(sorted(kinds.items()))


def explain(code: str) -> str:
    """Return the handbook's section about ``code``, in Markdown."""
    kind = read_catalog()[code]
    return (
        f"## {code}: {kind.title} {{#{code.lower()}}}\n\n"
        f"{kind.explanation.strip()}\n\n**To mend it:** {kind.remedy}\n"
    )
