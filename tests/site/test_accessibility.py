"""Automated accessibility: axe-core finds nothing on the pages a learner meets, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "",
    "modules/mononormativity/",
    "quizzes/practice/mononormativity/",
    "exam/",
    "verify/",
    "tools/commitment-strands/",
    "references/",
    "syllabus/",
]


@pytest.mark.xdist_group("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(browser, serve, site, scheme):
    """No rule of axe-core is violated, on a desktop and on a phone."""
    address = serve(site)
    found = []
    for width in (1280, 390):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        page = context.new_page()
        for name in PAGES:
            page.goto(address + name)
            page.locator("body").wait_for()
            if name == "exam/":
                page.get_by_role("button", name="Begin the exam").click()
            results = Axe().run(page)
            found += [
                f"{width} /{name} {item['id']}: {node['html'][:120]}"
                for item in results.response["violations"]
                for node in item["nodes"]
            ]
        context.close()
    assert not found, "\n".join(found[:20])
