"""Twenty certificates that differ in what is hard to set: names, licenses, approvals and paper."""

from typing import Any

from certificates.specimens import APPROVAL, make_facts
from coursekit.certificates import CertificateFacts

NAMES = {
    "Latin": "Zoë O’Brien-Łukasiewicz",
    "Vietnamese": "Nguyễn Thị Minh Ánh O'Connor-D'Àngelo",
    "Welsh, Romanian, Turkish": "Ştefan Țărnă-Ŵyłłow İğneci",
    "transliteration": "ʿAbd al-Raḥmān ibn Ṣāliḥ al-Ḍaḥḥāk",
    "Greek, Cyrillic": "Жанна Юрьевна Μαρία-Ελένη",
    "Arabic": "محمد عبد الرحمن القحطاني",
    "Persian": "گلچهره می‌خواهم",
    "Hebrew": "דוד בן־גוריון",
    "pointed Hebrew": "שָׁלוֹם עֲלֵיכֶם",
    "Devanagari": "श्रीमती ज्योत्स्ना क्षत्रिय",
    "Japanese": "山田 太郎 やまだ",
    "a rare Japanese character": "𠮷野 ヨシノ",
    "Korean": "김민준 박서연",
    "simplified Chinese": "王小明 张伟",
    "traditional Chinese": "張偉 陳美麗",
    "mixed, left to right": "Leila محمدی (Mo) Smith",
    "mixed, right to left": "דוד (David) לוי",
    "apostrophes": "D’Àngelo O'Neil-N'Diaye \u02bbŌkina",
    "80 characters": ("Wilhelmina Wu-" * 6)[:80],
    "markup": '#panic("x") *b* _i_ $x$ <a> \\ @b',
}
"""Names in the scripts that a certificate draws, by what is in them."""

TITLE = "Ethical Questions of Beekeeping in Clinical Practice: Decisions, Documents and Dilemmas"

ACE = (
    "Example Academy, #1234, is approved as an ACE provider to offer social work continuing "
    "education by the Association of Social Work Boards (ASWB) Approved Continuing Education "
    "(ACE) program. Regulatory boards are the final authority on courses accepted for continuing "
    "education credit. ACE provider approval period: 05/08/2025-11/20/2026. Social workers "
    "completing this course receive 6.0 continuing education credits."
)
NBCC = (
    "Example Academy has been approved by NBCC as an Approved Continuing Education Provider, ACEP "
    "No. 5678. Programs that do not qualify for NBCC credit are clearly identified. Example "
    "Academy is solely responsible for all aspects of the programs."
)
APPROVALS: list[dict[str, Any]] = [
    APPROVAL | {"statement": ACE},
    APPROVAL
    | {
        "body": "NBCC",
        "number": "ACEP No. 5678",
        "hours": "5.5",
        "unit": "NBCC hours",
        "types": [],
        "statement": NBCC,
    },
    APPROVAL
    | {
        "body": "New York State Education Department, State Board for Social Work",
        "number": "SW-0123",
        "hours": "6.25",
        "unit": "contact hours",
        "types": [],
        "statement": "Example Academy is recognized by the New York State Education Department’s "
        "State Board for Social Work as an approved provider of continuing education for licensed "
        "social workers #SW-0123.",
    },
    APPROVAL
    | {
        "body": "National Association of Social Workers",
        "number": "886700000-1",
        "of": "course",
        "hours": "3.5",
        "types": [{"type": "ethics", "hours": "3.5"}],
        "statement": "This program is Approved by the National Association of Social Workers.",
    },
]
"""Approvals as bodies word them, by made-up numbers."""

LICENSES = [
    {"jurisdiction": place, "profession": profession, "number": number}
    for place, profession, number in (
        ("New York", "Licensed Clinical Social Worker", "012345-01"),
        ("New Jersey", "Licensed Clinical Social Worker", "44SC00000000"),
        ("Pennsylvania", "Licensed Marriage and Family Therapist", "MF001234"),
        ("Massachusetts", "Licensed Independent Clinical Social Worker", "LICSW-1234567"),
        ("California", "Licensed Professional Clinical Counselor", "LPCC 12345"),
        ("District of Columbia", "Licensed Independent Clinical Social Worker", "LC50012345"),
    )
]


def varied() -> dict[str, CertificateFacts]:
    """Return twenty facts, with 0 to 6 licenses and 0 to 4 approvals, on both papers."""
    found = {}
    for number, (kind, name) in enumerate(NAMES.items()):
        approvals = APPROVALS[: number % 5]
        found[kind] = make_facts(
            participant_name=name,
            licenses=LICENSES[: number % 7],
            course_title=TITLE if number % 3 else "On Bees",
            approvals=approvals,
            not_approved_notice=None if approvals else "Not approved for credit by any board.",
            paper=("letter", "a4")[number % 2],
        )
    return found
