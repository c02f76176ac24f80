"""The course as a book: one tagged PDF made from the pages of the built site."""

from coursekit.site.book.making import make_book

__all__ = ["make_book"]
