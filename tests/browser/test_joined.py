"""The joined files do what the sources do: some of the sources' tests, run on them."""

import pytest
import test_decisions
import test_exam
import test_questions
from pages import write_site

from coursekit.site.assets import module_sources
from coursekit.site.scripts import join

pytestmark = pytest.mark.xdist_group("browser-joined")


@pytest.fixture(scope="module")
def pages_address(serve, tmp_path_factory) -> str:
    """Give the address of the small pages with the joined files and not one module."""
    folder = write_site(tmp_path_factory.mktemp("joined") / "site")
    joined = join(module_sources() | {"outline.js": "export const UNITS = [];"})
    assets = folder / "assets/course"
    for source in assets.glob("*.js"):
        source.unlink()
    for name, content in joined.files.items():
        (assets / name).write_bytes(content)
    module = '<script type="module" src="assets/course/main.js">'
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert module in text
        page.write_text(text.replace(module, f'<script src="assets/course/{joined.main}">'))
    return serve(folder).rstrip("/")


test_another_wording = test_decisions.test_a_reworded_decision_is_not_shown_as_made
test_no_choice = test_decisions.test_text_that_the_browser_opens_is_no_choice
test_paper = test_decisions.test_printing_opens_everything_and_closes_it_again
test_tables = test_decisions.test_a_table_stacks_on_a_phone
test_a_right_answer = test_questions.test_a_right_answer_opens_everything_in_words
test_several_answers = test_questions.test_several_best_answers
test_a_reload = test_questions.test_answers_come_back_after_a_reload
test_the_exam = test_exam.test_a_reload_keeps_order_and_answers
test_no_clock_in_the_exam = test_exam.test_there_is_no_clock


def test_no_module_is_served(visit):
    """The tests above ran on scripts that are no modules."""
    page = visit("module")
    scripts = page.evaluate("[...document.scripts].map(({ type, src }) => [type, src])")
    loaded = [(kind, src) for kind, src in scripts if src]
    assert len(loaded) == 2
    assert {kind for kind, _ in loaded} == {""}
