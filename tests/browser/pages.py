"""Small static pages with the markup that the site station writes, for the browser modules."""

import json
import shutil
from pathlib import Path

from playwright.sync_api import Page

BROWSER = Path(__file__).parents[2] / "scripts" / "coursekit" / "site" / "browser"
HASH = "0123456789ab"
COURSE = {"id": "sample-course", "title": "A sample course", "version": "2026.1"}
PROVIDER = {"name": "Sample Provider", "email": "provider@example.org"}
START = "course/sample-course/"
MODULE_KEY = f"{START}lens"
SCENE_KEY = f"{START}report"
EXAM_KEY = f"{START}exam"
EVALUATION_KEY = f"{START}+evaluation"

# Milliseconds: what these small pages do, they do at once.
PATIENCE = 10_000

# What no test needs, but every page has: the theme's own rules about hidden disclosure elements.
THEME = ".md-typeset details { display: flow-root } .md-typeset summary { display: block }"


def question(
    name: str,
    options: dict[str, bool],
    *,
    kind: str = "radio",
    marks: str = "",
    hashed: str = HASH,
) -> str:
    """Write one practice question: ``options`` names each letter and whether it is right.

    ``marks`` are attributes that change what the question asks for.
    """
    rows = "".join(
        f'<div class="question__option" data-option="{letter}">'
        f'<input type="{kind}" name="{name}" value="{letter}" id="{name}-{letter}"'
        f"{' data-correct' if right else ''}>"
        f'<label for="{name}-{letter}">Option {letter} of {name}</label>'
        f'<details class="question__reason" id="{name}-{letter}-reason">'
        f"<summary>About this answer</summary><div>The reason of {letter}.</div></details></div>"
        for letter, right in options.items()
    )
    key = ", ".join(letter for letter, right in options.items() if right)
    return f"""
<h2 id="{name}">Question {name}</h2>
<div class="question" data-question="{name}" data-hash="{hashed}" {marks}>
<form class="question__form" novalidate>
<fieldset aria-labelledby="{name}-stem">
<div class="question__stem" id="{name}-stem"><p>What do you say first in {name}?</p></div>
{rows}</fieldset>
<p class="question__actions"><button type="submit" class="md-button">Check my answer</button></p>
<p class="question__result" role="status"></p>
<details class="question__rationale"><summary>The best answer, and where it is taught</summary>
<p>Best answer: {key}.</p></details>
</form></div>"""


def decision(name: str = "lens-v1-d1", best: str = "b", hashed: str = HASH) -> str:
    """Write one decision point with three options."""
    options = "".join(
        f'<details class="decision__option" data-option="{letter}"'
        f"{' data-best' if letter == best else ''}>"
        f"<summary>Say {letter}</summary><p>What follows from {letter}.</p></details>"
        for letter in "abc"
    )
    return f"""
<div class="vignette" id="lens-v1"><p class="vignette__title">Vignette 1A: a scene</p>
<p>Denise counts buses at night.</p>
<div class="decision" id="{name}" data-decision="{name}" data-hash="{hashed}">
<p class="decision__title">What do you say next?</p><p>She looks at the clock.</p>
{options}<p class="decision__result" role="status"></p></div></div>"""


def exam_form(names: list[str], *, hashes: dict[str, str] | None = None) -> str:
    """Write the exam of some questions, four options each, and what follows it."""
    sets = "".join(
        f'<fieldset class="exam__question" data-group="1" data-drawn="{len(names)}"'
        f' data-question="{name}"'
        f' data-hash="{(hashes or {}).get(name, HASH)}" aria-labelledby="{name}-stem">'
        f'<div class="exam__stem" id="{name}-stem">The stem of {name}</div>'
        + "".join(
            f'<div class="exam__option" data-option="{letter}">'
            f'<input type="radio" name="{name}" value="{letter}" id="{name}-{letter}">'
            f'<label for="{name}-{letter}">Option {letter}</label></div>'
            for letter in "abcd"
        )
        + "</fieldset>"
        for name in names
    )
    scale = "".join(
        f'<input type="radio" name="ev-outcomes/one" value="{step}" id="ev-{step}" data-required>'
        f'<label for="ev-{step}">{step}</label>'
        for step in range(1, 6)
    )
    return f"""
<form class="exam" id="exam" novalidate>
<noscript><p>Handing in needs JavaScript.</p></noscript>
<div class="exam__questions">{sets}</div>
<div class="exam__finish">
<section class="exam__evaluation"><h2>What you think</h2>
<fieldset class="scale" data-asked="I learned something"><legend>I learned something *</legend>
{scale}</fieldset>
<p class="field" data-asked="Minutes"><label for="ev-minutes">Minutes</label>
<input type="number" min="0" max="6000" step="1" name="ev-minutes" id="ev-minutes"></p>
<p class="field"><label for="ev-text">Remarks</label>
<textarea name="ev-text" id="ev-text"></textarea></p></section>
<section class="exam__details">
<h2 id="your-details">Your details for the certificate</h2>
<p class="field"><label for="learner-name">Your name as it appears on your license</label>
<input type="text" id="learner-name" name="learner-name" maxlength="80"></p>
<p class="field"><label for="learner-email">E-mail address (optional)</label>
<input type="email" id="learner-email" name="learner-email"></p>
<div class="exam__licenses"><fieldset class="exam__license"><legend>License</legend>
<p class="field"><label>State or country<input type="text" name="jurisdiction"></label></p>
<p class="field"><label>Profession<input type="text" name="profession"></label></p>
<p class="field"><label>Full license number<input type="text" name="number"></label></p>
<p><button type="button" class="md-button" data-action="remove-license">Remove this license</button>
</p></fieldset></div>
<p><button type="button" class="md-button" data-action="add-license">Add another license</button>
</p>
<h2 id="attest">Attestation</h2>
<p class="field"><input type="checkbox" id="attestation" name="attestation">
<label for="attestation" id="attestation-text">I answered the exam
 myself.</label></p>
<p class="field"><label for="attestation-name">Type your name to sign</label>
<input type="text" id="attestation-name" name="attestation-name"></p>
</section>
<div class="exam__problems" role="alert"></div>
<p><button type="submit" class="md-button">Save my certificate request</button></p>
<div class="exam__done" hidden></div></div>
</form>"""


def asked(name: str, hashed: str = HASH, **more: bool) -> dict:
    """Return what the outline of a unit says of one question or decision."""
    return {"id": name, "hash": hashed, "title": f"Question {name}"} | more


LENS = {
    "id": "lens",
    "kind": "module",
    "title": "The lens",
    "url": "module.html",
    "practice": "practice.html",
    "required": True,
    "each": 90,
    "sections": [
        {"id": "first", "title": "The first part", "seconds": 120},
        {"id": "second", "title": "The second part", "seconds": 240},
    ],
    "questions": [asked("lens-p1"), asked("lens-p2"), asked("lens-c1", before=True)],
    "decisions": [asked("lens-v1-d1", scored=True), asked("lens-v1-d2")],
    "boxes": ["lens-w1"],
}
"""The outline of the only unit."""

CASE = LENS | {
    "id": "duplex",
    "kind": "case",
    "title": "The duplex",
    "url": "case.html",
    "required": False,
    "questions": [],
    "boxes": [],
    "decisions": [{"id": "duplex-d1", "hash": HASH}],
}
"""The outline of a case that nobody has to read."""

SCENE = {
    "id": "report",
    "kind": "scene",
    "title": "A report",
    "url": "scene.html",
    "required": False,
    "sections": [{"id": "only", "title": "The only part", "seconds": 60}],
    "questions": [],
    "decisions": [asked("report-d1")],
    "boxes": [],
}
"""The outline of a scene, which the exam's page holds, too."""

EMPTY_SCENE = SCENE | {"id": "unwritten", "sections": [], "decisions": []}
"""A scene of which only the title is written."""


REWORDED = LENS | {
    "questions": [asked("lens-p1", "f" * 12)],
    "decisions": [asked("lens-v1-d1", "f" * 12)],
}


def page(
    body: str,
    *,
    kind: str,
    unit: dict | None = None,
    provider: dict | None = None,
    scenes: tuple[dict, ...] = (),
) -> str:
    """Write a whole page around ``body``, with what the site station says of it."""
    facts = {
        "course": COURSE,
        "provider": provider or PROVIDER,
        "site": "https://course.example.org/",
        "root": "./",
        "page": {"kind": kind, "address": ""},
        "unit": unit,
        "scenes": scenes,
    }
    data = json.dumps(facts)
    styles = "".join(
        f'<link rel="stylesheet" href="assets/course/{path.name}">'
        for path in sorted(BROWSER.glob("*.css"))
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title><style>{THEME}</style>{styles}
<meta name="viewport" content="width=device-width"></head>
<body data-md-color-scheme="default"><main><article class="md-content__inner md-typeset">
<h1>A page</h1><p class="where"></p>{body}
<script type="application/json" id="course-data">{data}</script>
<script type="module" src="assets/course/main.js"></script>
</article></main></body></html>"""


QUESTIONS = (
    question("lens-p1", {"a": False, "b": True, "c": False})
    + question("lens-p2", {"a": True, "b": False, "c": True}, kind="checkbox")
    + question("lens-c1", {"a": False, "b": True}, marks="data-before")
)
EXAM_NAMES = [f"lens-x{number:02}" for number in range(1, 9)]


# What a module adds to the page when it has started.
STARTED = (
    ".question__actions button + button, .decision__over, .exam[data-state], "
    ".sheet__actions button, .stacks, .calendar__form"
)


def started(page: Page) -> None:
    """Wait until the page's modules have started."""
    page.wait_for_selector(STARTED, state="attached")


def reload(page: Page) -> None:
    """Load the page again, as a learner who comes back."""
    page.reload()
    started(page)


LESSON = f"""
<h2 id="first">The first part</h2><p style="height: 90vh">Text.</p>{decision()}
<div class="write" id="lens-w1" data-write="lens-w1">
<p class="write__label" id="lens-w1-l">Write two sentences</p></div>
<h2 id="second">The second part</h2><p style="height: 190vh">More.</p>{decision("lens-v1-d2")}"""


REVIEWED = {"lens": 4, "frame": 3, "bond": 3, "work": 3, "safe": 2, "plan": 2}
"""How many practice questions each module has on the page of the review; b is always right."""


def review() -> str:
    """Write the page of the review: every module's questions, and the form of the calendar."""
    questions = "".join(
        question(f"{unit}-p{number}", {"a": False, "b": True, "c": False}).replace(
            "data-hash", f'data-unit="{unit}" data-hash'
        )
        for unit, count in REVIEWED.items()
        for number in range(1, count + 1)
    )
    return (
        f'<div class="review"><div class="review__all">{questions}</div></div>'
        '<div class="calendar"></div>'
    )


def write_site(folder: Path) -> Path:
    """Write the pages and the browser modules into ``folder``."""
    shutil.copytree(BROWSER, folder / "assets" / "course")
    one = {"a": False, "b": True, "c": False}
    pages = {
        "practice": page(QUESTIONS, kind="practice", unit=LENS),
        "confidence": page(
            question("lens-p1", one, marks="data-confidence"), kind="practice", unit=LENS
        ),
        "module": page(LESSON, kind="module", unit=LENS),
        "exam": page(exam_form(EXAM_NAMES), kind="other", scenes=(SCENE, EMPTY_SCENE)),
        "reworded": page(
            question("lens-p1", one, hashed="ffffffffffff") + decision(hashed="ffffffffffff"),
            kind="practice",
            unit=REWORDED,
        ),
        # Another address, a question put in before the others, two in another order, one gone.
        "edited": page(
            question("lens-p9", one)
            + question("lens-p2", {"a": True, "b": False, "c": True}, kind="checkbox")
            + question("lens-p1", one),
            kind="practice",
            unit=LENS | {"questions": [asked("lens-p9"), asked("lens-p2"), asked("lens-p1")]},
        ),
        "exam-reworded": page(
            exam_form([*EXAM_NAMES[:-1], "lens-x99"], hashes={EXAM_NAMES[0]: "ffffffffffff"}),
            kind="other",
        ),
        "review": page(review(), kind="other"),
        "paper": page(
            '<p id="around">Around the sheet.</p>'
            '<p class="sheet__actions"><a class="md-button" href="form.docx">Edit</a></p>'
            '<section class="sheet" aria-label="Form"><p class="sheet__title">Form</p>'
            "<table><thead><tr><th>Strand</th><th>A</th></tr></thead>"
            "<tbody><tr><td>Time</td><td></td></tr></tbody></table></section>",
            kind="other",
        ),
        "contents": page(
            '<input type="checkbox" id="__toc" data-md-toggle="toc">'
            '<div class="md-sidebar--secondary" style="position: fixed"><a href="#on">On</a></div>'
            '<label class="md-top__side" for="__toc">=</label>',
            kind="other",
        ),
        "table": page(
            "<table><thead><tr><th>Line</th><th>Assumes</th><th>Instead</th></tr></thead>"
            "<tbody><tr><td>So who is the main one?</td><td>A ranking</td>"
            "<td>Who is in your life?</td></tr></tbody></table>",
            kind="module",
            unit=LENS,
        ),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


def write_sealed_exam(folder: Path, sealing_key: dict[str, str]) -> None:
    """Write the exam of a provider who has published a key, beside the other pages."""
    html = page(
        exam_form(EXAM_NAMES), kind="other", provider=PROVIDER | {"sealing_key": sealing_key}
    )
    (folder / "exam-sealed.html").write_text(html, encoding="utf-8")
