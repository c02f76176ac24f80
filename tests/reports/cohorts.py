"""Cohorts of learners to roll up: names in many scripts, clashing times, edited and other files."""

import csv
import io
import json
import unicodedata
import zipfile
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from coursekit.records.completion import check_code

COURSE = "ethics-101"
TODAY = "2026-03-15"
UNITS = ["lens", "bond", "work", "constructor", "zz-case"]
"""One of them is named as a member that every JavaScript object has."""

ORDER = ["lens", "constructor", "work"]
OBJECTIVES = ["lens-see", "bond-say", "to-string", "work-do"]

BASE_NAMES = [
    "Ann Lee",
    "Zoë O’Brien-Łukasiewicz",
    "山田 太郎",
    "محمد الأمين",
    "Ольга Иванова",
    "नेहा शर्मा",
    "İpek I\u015f\u0131k",
    "ΟΔΥΣΣΕΥΣ Ζαρας",
    "𐐀𐐨 Deseret",
    "ﬁona Straße",
    '=HYPERLINK("http://x.example")',
    "<img src=x onerror=alert(1)>",
    '@cmd, "quoted"; semi',
]


def _varied(name: str) -> st.SearchStrategy[str]:
    """Give the ways in which one name is typed twice."""
    return st.sampled_from(
        [
            name,
            name.upper(),
            name.lower(),
            name.replace(" ", "  "),
            f" {name}\u2003",
            unicodedata.normalize("NFD", name),
            name.replace("A", "\uff21"),
        ]
    )


printable = st.text(
    st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs", "Zl", "Zp"], max_codepoint=0x1FFFF),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() and not set(text) & set("\u061c\u200e\u200f" + _bidi()))


def _bidi() -> str:
    return "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


names = st.sampled_from(BASE_NAMES).flatmap(_varied) | printable
refs = st.sampled_from([None, None, "7", "A-1", "a-1", "-5", "\uff10\uff10\uff17"])

days = st.sampled_from(["2026-02-28", "2026-03-01", "2026-03-14", "2026-03-15", "2026-03-16"])
hours = st.sampled_from(["00:00:00", "03:59:59.999", "12:30:00.5", "23:59:59"])
offsets = st.sampled_from(["Z", "Z", "+05:30", "-08:00", "+13:00"])
moments = st.builds(lambda day, hour, offset: f"{day}T{hour}{offset}", days, hours, offsets)


@st.composite
def scores(draw) -> dict[str, int]:
    """Give answered and right of one objective."""
    answered = draw(st.integers(0, 9))
    return {"answered": answered, "right": draw(st.integers(0, answered))}


@st.composite
def modules(draw) -> dict[str, Any]:
    """Give the state of one unit."""
    status = draw(st.sampled_from(["not-started", "started", "completed", "completed"]))
    module: dict[str, Any] = {"id": draw(st.sampled_from(UNITS)), "status": status}
    if status == "completed" and draw(st.integers(0, 5)):
        module["completed"] = draw(moments)
    if draw(st.booleans()):
        module["score"] = draw(st.integers(0, 100))
    if draw(st.booleans()):
        module["objectives"] = draw(
            st.dictionaries(st.sampled_from(OBJECTIVES), scores(), max_size=3)
        )
    if draw(st.integers(0, 7)) == 0:
        module["score"] = None
    return module


assignments = st.builds(
    lambda units, dues: {
        "title": "Autumn cohort",
        "modules": [
            {"id": unit} | ({"due": due} if due else {})
            for unit, due in zip(units, dues, strict=False)
        ],
        "accepted": "2026-02-01T10:00:00Z",
    },
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True),
    st.lists(st.none() | days, min_size=3, max_size=3),
)


@st.composite
def completions(draw) -> dict[str, Any]:
    """Give a whole completion file; a few of them were edited after they were saved."""
    learner = {"name": draw(names), "ref": draw(refs)}
    data: dict[str, Any] = {
        "format": "course-completion/1",
        "course": {"id": COURSE, "version": "2026.1"},
        "issued": draw(moments),
        "learner": {name: value for name, value in learner.items() if value is not None},
        "modules": draw(st.lists(modules(), max_size=5)),
    }
    if draw(st.booleans()):
        data["assignment"] = draw(assignments)
    if draw(st.booleans()):
        data["ratings"] = {"line-one": 3}
    data["check"] = check_code(data)
    if draw(st.integers(0, 4)) == 0:
        data["modules"] = [*data["modules"], {"id": "lens", "status": "completed"}]
    return data


def _broken(data: dict[str, Any], place: int) -> Any:
    """Break a completion in one of many ways; each is refused."""
    module = {"id": "lens", "status": "completed"}
    return [
        data | {"course": {"id": "another", "version": "1"}},
        data | {"format": "course-progress/1"},
        data | {"format": "course-request/1 sealed"},
        data | {"format": ["course-completion/1"]},
        data | {"more": 1},
        data | {"issued": 1_773_000_000},
        data | {"issued": "2026-02-30T10:00:00Z"},
        data | {"issued": "2026-02-03 10:00:00Z"},
        data | {"issued": "1970-01-01T00:00:00Z"},
        data | {"learner": {"name": "   "}},
        data | {"learner": {"name": "a" * 81}},
        data | {"learner": {"name": "a\u202eb"}},
        data | {"learner": {"name": "a\u0085b"}},
        data | {"learner": {"name": "Ann", "mail": "x"}},
        data | {"modules": None},
        data | {"modules": [module] * 61},
        data | {"modules": [module | {"score": 101}]},
        data | {"modules": [module | {"score": True}]},
        data | {"modules": [module | {"score": "80"}]},
        data | {"modules": [module | {"score": 80.5}]},
        data | {"modules": [module | {"id": "Lens"}]},
        data | {"modules": [module | {"id": "lens\n"}]},
        data | {"modules": [module | {"objectives": {"a": {"answered": 1, "right": 2}}}]},
        data | {"modules": [module | {"questions": None}]},
        data | {"assignment": {"modules": [], "accepted": "2026-02-01T10:00:00Z"}},
        data | {"ratings": {"one": -1}},
        data | {"check": "IIII-IIII"},
        {},
        [],
        "course-completion/1",
        7,
        None,
    ][place]


BREAKS = 32

WHOLE_NEVERTHELESS = [
    {"assignment": None, "ratings": None},
    {"modules": [{"id": "lens", "status": "completed", "completed": None, "score": None}]},
]


@st.composite
def raw_files(draw) -> bytes:
    """Give what is in one file: most often a completion, whole, broken, or no JSON at all."""
    data = draw(completions())
    kind = draw(st.integers(0, 9))
    if kind == 0:
        broken = _broken(data, draw(st.integers(0, BREAKS - 1)))
        return json.dumps(broken).encode()
    if kind == 1:
        return draw(
            st.sampled_from(
                [b"", b"\xff\xfe", b"[" * 5000, b"NaN", b'{"format": "x"', b"%PDF-1.7 nothing"]
            )
        )
    if kind == 2:
        data |= draw(st.sampled_from(WHOLE_NEVERTHELESS))
    indent = draw(st.sampled_from([None, 1]))
    text = json.dumps(data, ensure_ascii=draw(st.booleans()), indent=indent)
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


@st.composite
def signoffs(draw) -> bytes:
    """Give a sign-off, on any file or none."""
    ratings = st.sampled_from(["not-observed", "emerging", "developing", "competent", "strong"])
    bases = st.sampled_from(["discussion", "role-play", "recording", None])
    item = st.builds(
        lambda rating, basis: {"competence": "out-one", "rating": rating, "basis": basis},
        ratings,
        bases,
    )
    data = {
        "format": "course-signoff/1",
        "course": {"id": COURSE, "version": "2026.1"},
        "supervisor": {"name": draw(st.sampled_from(["Dr A", "Dr B", "\uff24r 𐐀"]))},
        "learner": {"name": draw(names), "ref": draw(refs)},
        "date": draw(days),
        "about": draw(st.sampled_from([None, "22MT-RE3Q"])),
        "items": draw(st.lists(item, max_size=3)),
        "statement": "I attest this.",
    }
    return json.dumps(data).encode()


@st.composite
def rosters(draw) -> bytes:
    """Give a roster in one of the forms in which spreadsheets write them."""
    separator = draw(st.sampled_from([",", ";", "\t"]))
    head = draw(
        st.sampled_from(
            [None, ["Name", "Ref"], ["ID number", "FULL NAME"], ["First name", "Surname", "ID"]]
        )
    )
    cells = names | st.sampled_from(["", "7", "A-1", " ", "a\x07b", "x" * 90])
    rows = draw(st.lists(st.lists(cells, max_size=4), max_size=5))
    written = io.StringIO()
    writer = csv.writer(
        written,
        delimiter=separator,
        lineterminator=draw(st.sampled_from(["\r\n", "\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerows([head, *rows] if head else rows)
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + written.getvalue().encode()


@dataclass
class Cohort:
    """What one supervisor was sent.

    Attributes:
        files: each with its name and content; some are zip files.
        roster: the CSV; None when there is none.
        named: units that the supervisor names.
    """

    files: list[tuple[str, bytes]]
    roster: bytes | None = None
    named: list[str] = field(default_factory=list)


@st.composite
def cohorts(draw, certificates: list[bytes]) -> Cohort:
    """Give a cohort, with some of the ready ``certificates`` among its files."""
    contents = draw(st.lists(raw_files(), max_size=7))
    contents += draw(st.lists(signoffs(), max_size=2))
    contents += draw(st.lists(st.sampled_from(certificates), max_size=2))
    contents += [contents[0]] if contents and draw(st.booleans()) else []
    files = [(f"file{number}.json", content) for number, content in enumerate(contents)]
    packed = draw(st.integers(0, len(files)))
    if packed:
        method = draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
        files = [("all.zip", zip_of(files[:packed], method)), *files[packed:]]
    return Cohort(
        files,
        draw(st.none() | rosters()),
        draw(st.lists(st.sampled_from([*UNITS, "unheard-of"]), max_size=2)),
    )


def zip_of(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files as a learning platform does: a folder for each person."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for number, (name, content) in enumerate(files):
            archive.writestr(f"Ann Lée_{number}_assignsubmission_file_/{name}", content)
        archive.writestr("__MACOSX/._file0.json", b"nothing")
    return written.getvalue()
