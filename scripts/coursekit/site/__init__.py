"""Turns a `Course` into pages: a thin MkDocs plugin, Markdown extensions and templates."""
