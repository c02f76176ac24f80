"""Adds an entry to a list in YAML text and leaves everything else as it stands, comments too."""

import yaml


def append_entry(text: str, key: str, entry: str) -> str | None:
    """Return ``text`` with ``entry`` at the end of the list below the top-level ``key``.

    Returns:
        The longer text, or None when reading it does not give the list and the entry, as with an
        empty list or an anchor: then a person has to add it.
    """
    before = yaml.safe_load(text)
    node = {name.value: value for name, value in yaml.compose(text).value}.get(key)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return None
    end = node.value[-1].end_mark.index
    if node.flow_style:
        longer = f"{text[:end]}, {entry}{text[end:]}"
    else:
        newline = "\r\n" if "\r\n" in text else "\n"
        line_end = text.find("\n", end)
        head, rest = (text, "") if line_end < 0 else (text[: line_end + 1], text[line_end + 1 :])
        head = head if head.endswith("\n") else head + newline
        longer = f"{head}{' ' * node.start_mark.column}- {entry}{newline}{rest}"
    return longer if _reads(longer) == before | {key: [*before[key], entry]} else None


def _reads(text: str) -> object:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
