"""The MkDocs plugin: an adapter between MkDocs's events and the functions that do the work."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from coursekit.content import load_course
from coursekit.content.blocks import BOXES
from coursekit.errors import CourseError
from coursekit.site import (
    addresses,
    documents,
    forks,
    glossary,
    issuer,
    metadata,
    navigation,
    offline,
    pages,
    policy,
    verifier,
    widgets,
)
from coursekit.site import files as site_files
from coursekit.site.blocks import CourseBlocks
from coursekit.site.citations import CitationExtension
from coursekit.site.deck import DeckFile
from coursekit.site.dialogue import DialogueExtension
from coursekit.site.facts import contact
from coursekit.site.hosting import host_files

THEME = Path(__file__).parent / "theme"
"""Templates of the theme that ours take the place of."""


class CoursePluginConfig(Config):
    """The plugin has one setting: the folder that holds ``course.yml``, beside ``mkdocs.yml``."""

    course = config_options.Type(str, default=".")


class CoursePlugin(BasePlugin[CoursePluginConfig]):
    """Builds the pages of the course from the folders that its author edits."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep in mind whether this is a preview, and thereby the plugin from one to the next."""
        del dirty
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the course and let it say the site's name, address, order and extensions."""
        root = Path(config.config_file_path).parent / self.config.course
        try:
            course = load_course(root.resolve())
            self._site = pages.load_site(course)
        except CourseError as error:
            raise PluginError(f"The course cannot be built:\n{error}") from None
        self._documents = documents.Documents(course.root / pages.CACHE)
        self._deck = DeckFile(course)
        settings = course.settings
        config.site_name = settings.title
        config.site_description = settings.summary
        config.site_url = str(settings.site_url)
        if settings.repository:
            config.repo_url = str(settings.repository)
            config.edit_uri = f"{config.repo_url.rstrip('/')}/edit/{settings.edit_branch}/"
        config.nav = navigation.expand(config.nav, course)
        config.mdx_configs.setdefault("pymdownx.blocks.admonition", {"types": list(BOXES)})
        blocks = ("pymdownx.blocks.admonition", "pymdownx.blocks.details")
        config.markdown_extensions += [
            *(name for name in blocks if name not in config.markdown_extensions),
            CitationExtension(self._site.bibliography),
            CourseBlocks(course.decisions),
            DialogueExtension(),
        ]
        footer = self._site.render("footer.html", contact=contact(settings.provider))
        config.copyright = f"{config.copyright}<br>{footer}" if config.copyright else footer
        # After the folder of the author's own templates, which may overrule ours.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra["course"] = {"script": self._site.assets.script}
        config.extra_css.append(self._site.assets.style)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Mount the author's folders where they stand, and add what is made for every site."""
        course = self._site.course
        made = {
            **self._site.assets.files,
            **host_files(course),
            **issuer.issuer_files(course),
        }
        made[verifier.ADDRESS] = verifier.make_verifier(self._site)
        return site_files.mount(files, course, made, config)

    @event_priority(100)  # before mkdocs-quiz takes the quiz blocks out
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Put a module's introduction above its text, and mark where questions stand."""
        del config, files
        return pages.prepare(self._site, page, markdown)

    @event_priority(-100)  # after mkdocs-quiz has put its HTML in
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put our own markup in place of mkdocs-quiz's, and fill the page's widgets."""
        del files
        html = self._deck.offer(page.url, pages.finish(self._site, page, html))
        html = widgets.fill(self._site, page, html, config)
        document = documents.find_document(self._site.course, page.file.src_uri, html)
        if document is None:
            return html
        self._documents.add(document)
        return documents.offer(document, page.url, html)

    @event_priority(-100)  # after the search plugin has taken the page's text
    def on_page_context(
        self, context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """Link the page's terms, and end it with its references and its scripts."""
        del config, nav
        linked = glossary.link_terms(self._site, page.file.src_uri, page.url, page.content or "")
        page.content = linked + widgets.tail(self._site, page, linked)
        return context

    @event_priority(-100)  # after everything else that writes into a page
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say what the page is about, and what it may load."""
        del config
        rules = policy.CLOSED if widgets.is_closed(page) else policy.RULES
        html = forks.mend(metadata.describe(self._site, page, output))
        return self._with_policy(html, rules)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Say the same on the page for addresses that do not exist."""
        del config
        is_page = template_name.endswith(".html")
        return self._with_policy(output_content, policy.RULES) if is_page else output_content

    def _with_policy(self, html: str, rules: Sequence[str]) -> str:
        # The preview puts a script of its own, which changes, into each page.
        return html if self._preview else policy.add_policy(html, rules)

    @event_priority(-100)  # after the search plugin has written its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the documents and the deck, and then what serves without a network."""
        folder = Path(config.site_dir)
        self._documents.write(folder)
        self._deck.write(folder)
        if self._preview:
            offline.finish_preview(folder, self._site)
            return
        try:
            offline.finish(folder, self._site)
        except CourseError as error:
            raise PluginError(f"The book cannot be made:\n{error}") from None
        try:
            addresses.write_redirects(folder, self._site.course.settings.redirects)
            addresses.keep_promises(self._site.course, folder)
        except CourseError as error:
            raise PluginError(f"Addresses that were published are gone:\n{error}") from None
