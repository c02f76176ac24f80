"""The verification page of the provider's site, as a test drives and reads it."""

from pathlib import Path

from playwright.sync_api import Page, expect


def choose(page: Page, path: Path) -> None:
    """Choose a file by the input."""
    page.get_by_label("Certificate file").set_input_files(path)


def enter(page: Page, text: str) -> None:
    """Type or paste a text, and ask for it to be checked."""
    page.get_by_label("Number or code").fill(text)
    page.get_by_role("button", name="Check", exact=True).click()


def drop(page: Page, name: str, data: bytes) -> None:
    """Drop a file somewhere on the page."""
    page.evaluate(
        """([name, bytes]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
          for (const type of ["dragover", "drop"]) {
            const options = { dataTransfer, bubbles: true, cancelable: true };
            const event = new DragEvent(type, options);
            document.querySelector("h1").dispatchEvent(event);
            if (!event.defaultPrevented) throw new Error(`${type} would replace the page`);
          }
        }""",
        [name, list(data)],
    )


def facts(page: Page) -> list[tuple[str, str]]:
    """Return the facts that the page shows."""
    expect(page.locator(".verify__facts")).to_be_visible()
    rows = page.locator(".verify__facts > div").all()
    return [(row.locator("dt").inner_text(), row.locator("dd").inner_text()) for row in rows]


def states(page: Page) -> list[str]:
    """Return the word of each check, in order."""
    expect(page.locator(".verify__check")).to_have_count(4)
    return page.locator(".verify__checks .verify__word").all_inner_texts()


def checks(page: Page) -> list[str]:
    """Return each check as the page words it."""
    expect(page.locator(".verify__check")).to_have_count(4)
    return page.locator(".verify__check").all_inner_texts()
