"""The course as a book: one tagged PDF made from the pages of the built site."""

from coursekit.site.book.making import make_book

ADDRESS = "downloads/course-book.pdf"
"""Where a site offers its book; the name does not say what the course is about."""


def module_address(name: str) -> str:
    """Return where a site offers the module ``name`` as a book of its own."""
    return f"downloads/module-{name}.pdf"


__all__ = ["ADDRESS", "make_book", "module_address"]
