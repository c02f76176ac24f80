"""Sheets, the documents for paper: places to write on, boxes to tick, tables without a heading."""

import re

from lxml import html

SHEET = re.compile(r'<section[^>]* class="sheet".*?</section>', re.DOTALL)
_BLANK = re.compile(r"_{3,}(?![^<>]*>)")  # in words, not in the address of a heading
_BOX = re.compile("\u2610[ \n]+")
_LINE = re.compile(r'(<(p|li) class="sheet__line">)((?:(?!<p|<ul|<ol).)*?)(</\2>)', re.DOTALL)
_WRITE_ON = '<span class="blank"></span>'
_SHORT_LINE = 90
"""Characters of a paragraph whose blanks share what the words leave of the line."""


def finish(page: str) -> str:
    """Return the page's HTML with its sheets made ready to be filled in by hand.

    The author's ``____`` becomes a line to write on, a box to tick stays with the first word
    behind it, and a table whose heading row is empty loses that row. A single heading that is empty
    heads nothing and becomes a cell.
    """
    return SHEET.sub(lambda match: _finish(match[0]), page)


def _finish(sheet: str) -> str:
    root = html.fragment_fromstring(_BOX.sub("\u2610\u00a0", sheet))
    for head in root.iter("thead"):
        if not head.text_content().strip():
            head.getparent().remove(head)
    for heading in root.iter("th"):
        if not heading.text_content().strip():
            heading.tag = "td"
    for element in root.iter("p", "li"):
        text = element.text_content()
        if _BLANK.search(text) and len(text) <= _SHORT_LINE and "\u2610" not in text:
            element.set("class", "sheet__line")
    for cell in root.iter("td"):
        if _BLANK.fullmatch(cell.text_content().strip()):
            cell.set("class", "sheet__cell")
    text = html.tostring(root, encoding="unicode")
    return _BLANK.sub(_WRITE_ON, _LINE.sub(_pair, text))


def _pair(line: re.Match[str]) -> str:
    """Keep each blank of a short line beside the words before it, so that both wrap together."""
    begin, _, content, end = line.groups()
    *asked, rest = _BLANK.split(content)
    pairs = (
        f'<span class="sheet__pair"><span>{words.strip()}</span> {_WRITE_ON}</span>'
        for words in asked
    )
    return f"{begin}{' '.join(pairs)}{rest}{end}"
