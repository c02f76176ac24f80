"""The whole way in a real browser: read, practise, take the exam, send, be certified, verify."""

import json
import subprocess
import sys

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from coursekit.certificates import create_key, save_key
from coursekit.content import load_course
from coursekit.content.forms import form_problems
from small_course import change

NAME = "Zoë O’Brien-Łukasiewicz"
DETAILS = {"jurisdiction": "Ohio", "profession": "LISW", "number": "I.1234567"}


@pytest.fixture(scope="module")
def published(tmp_path_factory, root, build_site, serve):
    """The real course as a provider publishes it: course folder, site's address, key file."""
    folder = tmp_path_factory.mktemp("provider")
    key, key_file = create_key(), folder / "key.pem"
    save_key(key, key_file)
    course, site = folder / "course", folder / "site"
    site.mkdir()
    address = serve(site)
    _copy_content(root, course)
    change(course, "course.yml", "https://course.example.org/", address)
    change(course, "course.yml", "public_keys: []", f"public_keys: [{key.multikey}]")
    text = (course / "course.yml").read_text(encoding="utf-8")
    (course / "course.yml").write_text(text.replace('"[', '"').replace(']"', '"'), encoding="utf-8")
    done = build_site(course, site)
    assert done.returncode == 0, done.stderr
    return course, address, key_file


def _copy_content(root, course):
    for name in (
        "docs",
        "modules",
        "quizzes",
        "case_studies",
        "course.yml",
        "style.yml",
        "mkdocs.yml",
    ):
        target = course / name
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-r", root / name, target], check=True)
    (course / "scripts/coursekit").mkdir(parents=True)


@pytest.fixture(scope="module")
def page(browser, published) -> Page:
    """One learner's browser; a script error or a request to another host fails the test."""
    context = browser.new_context(accept_downloads=True, base_url=published[1])
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: _note_foreign(request.url, published[1], trouble))
    yield page
    context.close()
    assert not trouble


def _note_foreign(url: str, home: str, trouble: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:")):
        trouble.append(f"request to {url}")


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the element ``target`` has the focus; no mouse is used."""
    for _ in range(400):
        if page.evaluate("target => document.activeElement?.matches(target)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def test_whole_way(page, published, tmp_path):
    """From the home page to a certificate that the site and the command line both verify."""
    course_folder, address, _ = published
    course = load_course(course_folder)
    module = course.modules[0]

    # Read: from the home page to the module.
    page.goto(address)
    page.get_by_role("main").get_by_role("link", name=module.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(module.title)
    expect(page.get_by_text("After this module you can")).to_be_visible()

    # Work a vignette: choose, and see what follows.
    decision = page.locator(".decision").first
    option = decision.locator("details").first
    option.locator("summary").click()
    expect(option.locator("p").first).to_be_visible()
    expect(decision.get_by_role("status")).not_to_be_empty()

    # Practise by keyboard alone: a wrong answer first, then the right one.
    page.goto(f"{address}quizzes/practice/{module.slug}/")
    first = module.practice[0]
    wrong = next(item.letter for item in first.options if not item.correct)
    answer_by_keyboard(page, first, wrong)
    expect(result_of(page, first)).to_contain_text("Not the best answer")
    for question in module.practice:
        answer_by_keyboard(page, question, min(question.key))
        expect(result_of(page, question)).to_contain_text("Right")
    page.reload()
    expect(result_of(page, module.practice[-1])).to_contain_text("Right")

    # Take the exam: every answer right but one, a reload in between.
    request_file = take_exam(page, course, address, tmp_path)
    request = json.loads(request_file.read_text(encoding="utf-8"))
    assert request["learner"]["name"] == NAME
    assert [item["question"] for item in request["exam"]["answers"]] != list(course.exam)

    # Certify that very file.
    out = tmp_path / "certificates"
    done = certify(published, request_file, out)
    assert done.returncode == 0, done.stderr
    (pdf,) = out.glob("certificate-*.pdf")

    # Verify: by the code on the paper, and by dropping the PDF.
    link = printed_code(pdf)
    assert link.startswith(f"{address}verify/#eyJ")
    page.goto(link)
    expect_verified(page)
    page.goto(f"{address}verify/")
    page.locator("#verify input[type=file]").set_input_files(pdf)
    expect_verified(page)


def test_missed_on_safety(browser, published, tmp_path):
    """Whoever misses a flagged question works through its scene, and then has a certificate."""
    course_folder, address, _ = published
    course = load_course(course_folder)
    context = browser.new_context(accept_downloads=True, base_url=address)
    page = context.new_page()
    flagged = {name: topic for topic in course.settings.exam.safety for name in topic.items}
    first = take_exam(page, course, address, tmp_path, miss=flagged)
    (missed,) = {
        answer["question"]
        for answer in json.loads(first.read_text(encoding="utf-8"))["exam"]["answers"]
        if frozenset(answer["chosen"]) != course.exam[answer["question"]].key
    }
    refused = certify(published, first, tmp_path / "certificates")
    scene = f"{address}scenes/{flagged[missed].scene}/"
    assert refused.returncode == 1
    (letter,) = (tmp_path / "certificates").glob("letter-*.txt")
    assert scene in letter.read_text(encoding="utf-8")
    assert missed not in letter.read_text(encoding="utf-8") + refused.stderr

    page.goto(scene)
    page.wait_for_selector("html[data-started]")
    for decision in page.locator(".decision").all():
        decision.locator("summary").first.click()
    page.get_by_role("button", name="I have read this").click()
    page.goto(f"{address}exam/")
    item = page.locator(".exam__scenes li", has=page.locator(f"a[href*='{flagged[missed].scene}']"))
    expect(item).to_contain_text("Done on")
    second = save_request(page, tmp_path)
    served = certify(published, second, tmp_path / "certificates")
    assert served.returncode == 0, served.stderr
    context.close()


def certify(published, request_file, out) -> subprocess.CompletedProcess:
    """Run `course certify` on a request, as a provider who knows why the exam took seconds."""
    course_folder, _, key_file = published
    options = ["--out", out, "--key", key_file, "--course", course_folder]
    request_id = json.loads(request_file.read_text(encoding="utf-8"))["request"]
    options += ["--accept", request_id, "--accepted-by", "a test reads fast"]
    return subprocess.run(
        [sys.executable, "-m", "coursekit", "certify", request_file, *options],
        capture_output=True,
        text=True,
        check=False,
    )


def result_of(page: Page, question):
    """Find the line that says how the answer to ``question`` was."""
    return page.locator(f'[data-question="{question.id}"]').get_by_role("status")


def answer_by_keyboard(page: Page, question, letter: str) -> None:
    """Choose the option ``letter`` and check the answer, with Tab, arrows, Space and Enter."""
    section = f'[data-question="{question.id}"]'
    again = page.locator(f"{section} button", has_text="Try again")
    if again.is_visible():
        tab_to(page, f"{section} button:not([type=submit])")
        page.keyboard.press("Enter")
    tab_to(page, f"{section} input")
    page.keyboard.press("Space")
    for _ in question.options:
        if page.evaluate("document.activeElement.value") == letter:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == letter
    if page.locator(f"{section} .question__sure:enabled").count():
        tab_to(page, f"{section} .question__sure input")
        page.keyboard.press("Space")
    tab_to(page, f"{section} button[type=submit]")
    page.keyboard.press("Enter")


def take_exam(page: Page, course, address: str, tmp_path, miss=None):
    """Answer the exam, hand it in, and return the file that the browser saved.

    One answer is wrong: of a question among ``miss``, or of one that no topic of safety names.
    """
    page.goto(f"{address}exam/")
    page.get_by_role("button", name="Begin the exam").click()
    order = shown_order(page)
    assert len(order) == course.asked
    assert list(form_problems(course, order)) == []
    safety = {name for topic in course.settings.exam.safety for name in topic.items}
    wrong = next(name for name in order if (name in miss if miss else name not in safety))
    for name in order:
        question = course.exam[name]
        right = name != wrong
        letter = next(item.letter for item in question.options if item.correct == right)
        page.locator(f"#{name}-{letter}").check()
    page.reload()
    assert shown_order(page) == order
    assert page.locator(".exam__option input:checked").count() == len(order)
    page.get_by_role("button", name="Review my answers").click()
    page.get_by_role("button", name="Hand in these answers").click()
    for question in page.locator(".exam__evaluation .scale:has([data-required])").all():
        question.get_by_role("radio").nth(3).check()
    return save_request(page, tmp_path)


def save_request(page: Page, tmp_path):
    """Fill in the details, save the request, and return the file."""
    page.get_by_label("Your name as it appears on your license").fill(NAME)
    for field, value in DETAILS.items():
        page.locator(f"#exam input[name={field}]").fill(value)
    page.locator("#attestation").check()
    page.get_by_label("Type your name to sign").fill(NAME)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my certificate request").click()
    target = tmp_path / f"{len(list(tmp_path.iterdir()))}-{saved.value.suggested_filename}"
    saved.value.save_as(target)
    assert saved.value.suggested_filename.startswith("course-request-")
    return target


def shown_order(page: Page) -> list[str]:
    """Return the ids of the exam's questions in the order in which they stand on the page."""
    sets = page.locator("form#exam[data-state=open] fieldset.exam__question:not([hidden])")
    expect(sets.first).to_be_visible()
    return sets.evaluate_all("sets => sets.map(set => set.dataset.question)")


def printed_code(pdf) -> str:
    """Read the QR code off the printed page, as a phone would."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    return code.text


def expect_verified(page: Page) -> None:
    """The page shows who was certified, and that signature and issuer are in order."""
    shown = page.locator("#verify")
    expect(shown).to_contain_text(NAME)
    for check in ("Signature", "Issuer"):
        row = shown.locator("li, tr, div", has_text=check).last
        expect(row).to_contain_text("ok")
    expect(shown).not_to_contain_text("failed")
