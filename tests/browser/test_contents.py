"""The contents of a page where the theme makes a drawer of them: by key, and out of the way."""

from playwright.sync_api import expect


def test_the_drawer_is_opened_and_closed_by_key(context, pages_address):
    """Closed, it has no stop; Enter on its button leads into it, and Escape back."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{pages_address}/contents.html")
    page.wait_for_selector("html[data-started]")
    link, opener = page.get_by_text("On"), page.get_by_role("button", name="Contents of this page")
    page.locator("#__toc").focus()
    page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(link).not_to_be_focused()
