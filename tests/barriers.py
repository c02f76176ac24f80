"""What keeps people out of a page: what axe-core finds on it, and whether it scrolls sideways."""

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page


def find_barriers(page: Page, *, left_out: Sequence[str] = ()) -> list[str]:
    """Return one line for each thing in the page that a rule of axe-core objects to.

    Every rule is asked but those ``left_out``, the size of targets (WCAG 2.5.8) included, which
    axe-core leaves out by itself.  A page wider than its window is one more barrier (WCAG 1.4.10).
    """
    page.evaluate(AXE_SCRIPT)
    rules = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in left_out}
    options = {"resultTypes": ["violations"], "rules": rules}
    answer = page.evaluate("(options) => axe.run(options)", options)
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, f"scrolls sideways by {wide} px"] if wide > 0 else found
