"""What the forks of the theme leave undone."""

_MENU = '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'
"""Part of the menu, in Material and in MaterialX."""

_DRAWER = 'data-md-toggle="toc"'
"""Opens the contents of a page, in MaterialX, and has the same id."""


def mend(html: str) -> str:
    """Return a page of the theme in which no two elements have one id."""
    return html.replace(_MENU, _MENU.replace("__toc", "__toc_menu")) if _DRAWER in html else html
