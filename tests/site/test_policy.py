"""The Content-Security-Policy of the built pages, as a browser applies it."""

import re

import pytest
from playwright.sync_api import expect

from coursekit.site import verifier

pytestmark = pytest.mark.xdist_group("policy")

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_every_page_has_a_policy(site):
    """Each page, the one for wrong addresses included, forbids what it does not need.

    The page that is downloaded has a policy of its own, see ``test_verifier.py``.
    """
    for path in set(site.rglob("*.html")) - {site / verifier.ADDRESS}:
        text = path.read_text(encoding="utf-8")
        (policy,) = META.findall(text)
        assert "unsafe" not in policy, path
        assert "*" not in policy, path
        assert "http" not in policy, path
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'self'"
        assert re.fullmatch(r"'self'(?: 'sha256-[\w+/]{43}=')+", rules["script-src"]), path
        assert text.index("Content-Security-Policy") < text.index("<script"), path


def test_nothing_is_refused_that_the_site_needs(browser, serve, site):
    """Lessons, practice, exam, search, colours, sealing and keeping work under the policy."""
    address = serve(site)
    context = browser.new_context()
    context.add_init_script(
        "globalThis.refused = []; addEventListener('securitypolicyviolation',"
        " ({ violatedDirective, blockedURI }) => refused.push([violatedDirective, blockedURI]))"
    )
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    for name in ("", "modules/mononormativity/", "exam/", "verify/", "progress/", "glossary/"):
        page.goto(address + name)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("refused") == [], name
    page.goto(f"{address}quizzes/practice/mononormativity/")
    page.get_by_title("Switch to dark mode").click()
    page.locator(".question input").first.check()
    page.get_by_role("button", name="Check my answer").first.click()
    page.locator(".md-search__input").click()
    page.keyboard.type("consent", delay=20)
    page.locator(".md-search-result__item").first.wait_for()
    assert page.evaluate("refused") == []
    page.goto(f"{address}offline/")
    page.get_by_role("button", name="Keep for offline use").click()
    expect(page.locator(".offline")).to_contain_text("Kept on this device", timeout=30_000)
    assert page.evaluate("refused") == []
    context.close()
    assert errors == []


def test_what_does_not_belong_is_refused(browser, serve, site):
    """A script that somebody put into a page does not run, and nothing leaves for another host."""
    context = browser.new_context()
    page = context.new_page()
    address = f"{serve(site)}how-it-works/"

    def add(route):
        answer = route.fetch()
        text = answer.text().replace("</article>", "<script>globalThis.ran = 1</script></article>")
        route.fulfill(response=answer, body=text)

    page.route(address, add)
    page.goto(address)
    assert page.evaluate("globalThis.ran") is None
    assert "globalThis.ran" in page.content()
    reached = page.evaluate("fetch('http://127.0.0.1:9/x').then(() => 'sent', () => 'refused')")
    assert reached == "refused"
    refused = page.evaluate(
        "new Promise((found) => { addEventListener('securitypolicyviolation',"
        " ({ violatedDirective }) => found(violatedDirective));"
        " fetch('http://127.0.0.1:9/x').catch(() => 0) })"
    )
    assert refused in ("connect-src", "default-src")
    context.close()


def test_pages_that_are_given_names_connect_to_nothing(browser, serve, site):
    """The team's page and the sign-off, which hide the search, since it has to connect."""
    closed = {
        path.relative_to(site).parent.as_posix()
        for path in site.rglob("*.html")
        if "connect-src 'none'" in META.findall(path.read_text(encoding="utf-8"))[0]
    }
    assert closed == {"supervisors/team", "supervisors/sign-off"}
    context = browser.new_context(base_url=serve(site))
    tab = context.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    for name in sorted(closed):
        tab.goto(f"{name}/")
        tab.wait_for_selector("html[data-started]")
        expect(tab.locator(".md-search__input")).to_be_hidden()
        tab.keyboard.press("/")
        tab.keyboard.type("about")
    tab.goto("supervisors/")
    expect(tab.locator(".md-search__input")).to_be_visible()
    context.close()
    assert wrong == []
