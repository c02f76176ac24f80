"""Two verifiers that share no code with ours agree with it: Digital Bazaar's, and that of the
Digital Credentials Consortium.
"""

import json
import random
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from certificates.histories import ADDRESS, ISSUER, History
from certificates.specimens import APPROVAL, COURSE, make_facts, signed
from coursekit.certificates import CertificateFacts, create_key
from coursekit.certificates.facts import new_certificate_id
from coursekit.site.issuer import did_document

pytestmark = pytest.mark.xdist_group("judges")

SCRIPT = Path(__file__).parents[1] / "judges" / "verify-many.mjs"
KEY, OLD, STOLEN, STRANGER = create_key(), create_key(), create_key(), create_key()
NOW = datetime.now(UTC).replace(microsecond=0)
NAMES = (
    "Zoë O’Brien-Łukasiewicz", "山田 太郎", "محمد عبد الله", "דוד כהן", "अनीता शर्मा",
    "Nguyễn Thị Hương", "Ἑλένη Παπαδοπούλου", "Владимир Щукин", "김민준", "สมชาย ใจดี",
    "ኃይለ ሥላሴ", "Þórður Ægisson",
    '"Bobby" <b>Tables</b> & \\ Sons', "Mary-Jane d’Àngelo-Smith", "X", "Ann " * 19 + "Ann",
    "😀 Smiley", "e\u0301lise", "Ñandú Í", "MAX{{name}}%s",
)  # fmt: skip
STATEMENTS = (
    "Example Academy, #1234, is approved as a provider. Period: 01/01/2026–12/31/2028.",
    "Approved “for all”; 6.25 % of nothing.",
)
VALID = {"valid_signature": True, "revocation_status": True, "refresh_status": True}
"""What verifier-core says of a certificate that is neither revoked nor replaced."""

Credential = dict[str, Any]


def varied(number: int) -> CertificateFacts:
    """Return the facts of the certificate with this number of a hundred."""
    chance = random.Random(number)
    licenses = [
        {"jurisdiction": "New York", "profession": "LCSW", "number": f"{number:06}-{i}"}
        for i in range(number % 7)
    ]
    approved = number % 3 == 0
    approval = {
        "approvals": [
            APPROVAL
            | {"statement": statement, "valid_from": "2025-01-01", "valid_to": "2028-12-31"}
            | ({"body": "NBCC", "types": []} if second else {})
            for second, statement in enumerate(STATEMENTS[: 1 + number % 2])
        ],
        "not_approved_notice": None,
    }
    issued = NOW - timedelta(days=chance.randrange(1, 300), seconds=chance.randrange(86_400))
    return make_facts(
        certificate_id=new_certificate_id(),
        status_index=number * 2_600 + chance.randrange(2_600),
        issued_at=issued,
        completed_on=date.fromordinal(issued.toordinal() - 2),
        participant_name=NAMES[number % len(NAMES)],
        licenses=licenses,
        contact_hours=["0.25", "1", "3", "6.25", "100"][number % 5],
        pass_percent=70 + number % 31,
        course_id=[COURSE, "a-course"][number % 2],
        course_version=["2026.1", "2025.12.3"][number % 2],
        authors=["Mira Ashgrove, PhD", "T. Quill"][: 1 + number % 2],
        **(approval if approved else {}),
    )


Ask = Callable[[list[Credential], dict[str, Any]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def ask(node: str) -> Ask:
    """A function that shows credentials and the web around them to both."""

    def judge(credentials: list[Credential], web: dict[str, Any]) -> list[dict[str, Any]]:
        done = subprocess.run(
            [node, str(SCRIPT)],
            input=json.dumps({"documents": web, "credentials": credentials}),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return judge


@pytest.fixture(scope="module")
def hundred() -> list[CertificateFacts]:
    """A hundred certificates, on two pairs of lists."""
    return [varied(number) for number in range(100)]


@pytest.fixture(scope="module")
def web(hundred: list[CertificateFacts], tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What the provider's site answers: its DID document and its status lists.

    The first of the hundred is revoked, the second is replaced by the third.
    """
    history = History()
    for facts in hundred:
        history.issue(facts, KEY)
    history.revoke(hundred[0].certificate_id, "issued by mistake")
    history.supersede(hundred[1].certificate_id, hundred[2].certificate_id, "name corrected")
    return site(history.publish(tmp_path_factory.mktemp("status"), KEY, published=NOW))


def site(folder: Path) -> dict[str, Any]:
    """Return the documents of a provider who published ``folder``, by their addresses."""
    keys = [key.multikey for key in (OLD, STOLEN, KEY)]
    document = did_document(ISSUER, keys, {STOLEN.multikey: NOW.date()})
    lists = {ADDRESS + path.name: json.loads(path.read_bytes()) for path in folder.glob("*-?.json")}
    return {"https://course.example.org/.well-known/did.json": document, **lists}


def accepts(judgement: dict[str, Any]) -> bool:
    """Whether both have nothing against a certificate."""
    bazaar, core = judgement["bazaar"], judgement["core"]
    clean = {"revocation": False, "refresh": False}
    return (
        (bazaar["verified"], bazaar["statuses"]) == (True, clean)
        and core["error"] is None
        and core["steps"].items() >= VALID.items()
    )


def rejects(judgement: dict[str, Any]) -> bool:
    """Whether both say that it does not verify, for what it says and not for a missing file."""
    bazaar, core = judgement["bazaar"], judgement["core"]
    return (
        bazaar["verified"] is False
        and "not available offline" not in bazaar["error"]
        and core["error"] is not None
        and "valid_signature" not in core["steps"]
    )


def test_both_accept_a_hundred_varied_certificates(
    ask: Ask, hundred: list[CertificateFacts], web: dict
) -> None:
    """Names of many scripts, no license and six, approved and not, by the key of today and an old
    one; all but the two that are no longer current.
    """
    keys = [(KEY, OLD)[number % 2] for number in range(100)]
    judged = ask([signed(f, key) for f, key in zip(hundred, keys, strict=True)], web)
    assert [n for n, judgement in enumerate(judged) if not accepts(judgement)] == [0, 1]


def test_what_was_revoked_is_rejected_and_what_was_replaced_still_verifies(
    ask: Ask, hundred: list[CertificateFacts], web: dict
) -> None:
    """A revocation ends a certificate for both. A newer one leaves its signature and its
    revocation status as they were, and is said beside them.
    """
    revoked, replaced = ask([signed(facts, KEY) for facts in hundred[:2]], web)
    assert revoked["core"]["steps"].items() >= (VALID | {"revocation_status": False}).items()
    assert replaced["core"]["steps"].items() >= (VALID | {"refresh_status": False}).items()
    # This one verifies the signature and leaves the bits to whoever asks.
    assert revoked["bazaar"]["statuses"] == {"revocation": True, "refresh": False}
    assert replaced["bazaar"]["statuses"] == {"revocation": False, "refresh": True}


def leaves(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """Give the path of every value in a document that holds no other."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from leaves(item, (*path, key))
        else:
            yield (*path, key)


def changed(credential: Credential, path: tuple) -> Credential:
    """Return a copy of which the value at ``path`` is another one of its kind."""
    copy = json.loads(json.dumps(credential))
    place = copy
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    if isinstance(old, bool):
        place[path[-1]] = not old
    elif old[-1].isdigit():
        place[path[-1]] = old[:-1] + str((int(old[-1]) + 1) % 10)
    else:
        place[path[-1]] = old[:-1] + ("y" if old[-1] != "y" else "x")
    return copy


def test_both_reject_every_change(ask: Ask, hundred: list[CertificateFacts], web: dict) -> None:
    """Each value of a certificate changed once, the proof that they check included."""
    credential = signed(hundred[3], KEY)  # approved, with three licenses
    paths = [path for path in leaves(credential) if path[:2] != ("proof", 1)]
    assert len(paths) > 120
    assert accepts(ask([credential], web)[0])
    judged = ask([changed(credential, path) for path in paths], web)
    passed = [path for path, judgement in zip(paths, judged, strict=True) if not rejects(judgement)]
    assert passed == []


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["credentialSubject"].update(honours="summa cum laude"),
        lambda c: c["credentialSubject"]["type"].append("Professor"),
        lambda c: c.pop("credentialStatus"),
        lambda c: c["credentialStatus"].reverse(),
        lambda c: c["credentialSubject"]["identifier"].pop(1),
    ],
    ids=["added term", "added type", "no status", "status in another order", "license taken out"],
)
def test_both_reject_what_was_added_or_taken_out(
    change: Callable[[Credential], Any], ask: Ask, hundred: list[CertificateFacts], web: dict
) -> None:
    """What a signature does not cover, and what it no longer covers. The order of a set of status
    entries is not signed by the proof that they check, so that alone may pass.
    """
    credential = signed(hundred[3], KEY)
    change(credential)
    (judgement,) = ask([credential], web)
    reordered = credential.get("credentialStatus", [{}])[0].get("statusPurpose") == "refresh"
    assert accepts(judgement) if reordered else rejects(judgement)


def test_only_the_providers_keys_count(
    ask: Ask, hundred: list[CertificateFacts], web: dict
) -> None:
    """A stranger's key, and one that may be in other hands, do not speak for the provider."""
    judged = ask([signed(hundred[3], key) for key in (STRANGER, STOLEN, OLD)], web)
    assert [accepts(judgement) for judgement in judged] == [False, False, True]
    assert not any(judgement["bazaar"]["verified"] for judgement in judged[:2])
    assert not any("valid_signature" in judgement["core"]["steps"] for judgement in judged[:2])


def test_an_old_list_is_not_taken_for_a_current_one(
    ask: Ask, hundred: list[CertificateFacts], tmp_path: Path
) -> None:
    """The list's own period of validity is respected: the status could not be checked."""
    history = History()
    history.issue(hundred[3], KEY)
    history.publish(tmp_path, KEY, published=NOW - timedelta(days=101))
    (judgement,) = ask([signed(hundred[3], KEY)], site(tmp_path))
    assert judgement["core"]["steps"]["revocation_status"] == "status_list_expired"
    assert judgement["core"]["steps"]["valid_signature"] is True


def test_a_sample_verifies_as_its_keys_own(ask: Ask) -> None:
    """Its issuer is the throw-away key itself, and it stands on no list."""
    key = create_key()
    facts = make_facts(sample=True, issuer=key.did, issued_at=NOW)
    (judgement,) = ask([signed(facts, key)], {})
    assert judgement["bazaar"] == {"verified": True, "error": None, "statuses": {}}
    assert judgement["core"]["steps"]["valid_signature"] is True
