"""How wide the columns of a table are on paper, by what their cells hold."""

from lxml import html

_LINE_LENGTH, _PADDING, _LONG_TEXT = 95, 4, 60
"""Characters: a line of text, what the lines of a cell take, and text that wraps anyway."""


def column_shares(table: html.HtmlElement) -> list[float]:
    """Return the share in percent of each column.

    Each has room for its longest word, and the rest is shared by how much the cells hold.
    """
    rows = [row.findall("*") for row in table.iter("tr")]
    least = [0] * max(map(len, rows))
    more = [0] * len(least)
    for row in rows:
        for place, cell in enumerate(row):
            text = cell.text_content()
            longest = max(map(len, text.split()), default=0)
            least[place] = max(least[place], longest + _PADDING)
            more[place] = max(more[place], min(len(text), _LONG_TEXT))
    spare = max(_LINE_LENGTH - sum(least), 0)
    widths = [a + spare * b / max(sum(more), 1) for a, b in zip(least, more, strict=True)]
    return [round(100 * width / sum(widths), 1) for width in widths]
