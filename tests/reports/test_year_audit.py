"""`course audit`: from learners' requests to what an auditor is given."""

import json
import re
import sqlite3
import subprocess
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from coursekit.certificates import Registry
from coursekit.site.release import frozen_text
from reports.provider import Provider, course_command, learners, new_provider, opinion, table
from sample_request import other_learner
from small_course import change


@pytest.fixture
def provider(tmp_path, registry_place) -> Provider:
    """A provider on each kind of database."""
    return new_provider(tmp_path, registry_place)


@pytest.fixture
def on_sqlite(tmp_path) -> Provider:
    """A provider whose registry is a file."""
    return new_provider(tmp_path, str(tmp_path / "registry.sqlite"))


def private(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that nothing may lead from to a person."""
    return {name: data for name, data in files.items() if name.startswith(("evaluation/", "exam/"))}


def test_whole_way(provider):
    """Requests become certificates, some are corrected or revoked, and the archive tells it all."""
    requests = learners(provider.course, 12)
    provider.certify(*requests, code=1)
    first, second, third, *_ = sorted(provider.certificates(), key=lambda row: row["name"])
    key = ["--key", provider.folder / "key.pem", "--out", provider.folder / "out"]
    provider.run(
        "reissue", first["number"], "--name", "Learner Renamed", "--reason", "a typing error", *key
    )
    course_command(
        "revoke", second["number"], "--reason", "by mistake", "--registry", provider.registry
    )
    files = provider.audit()
    assert sorted(files) == [
        "README.txt",
        "SHA256SUMS",
        "credit/2026.1/credit-report.json",
        "credit/2026.1/credit-report.md",
        "evaluation/answers.csv",
        "evaluation/comments.txt",
        "evaluation/questions.csv",
        "exam/options.csv",
        "exam/questions.csv",
        "roster/attempts.csv",
        "roster/roster.csv",
        "sample/certificate-sample.json",
        "sample/certificate-sample.pdf",
        "text/tiny-2026.1-text.zip",
    ]
    roster = {row["Certificate"].replace("-", ""): row for row in table(files["roster/roster.csv"])}
    assert set(roster) == {row["number"] for row in provider.certificates()}
    assert len(roster) == 11  # ten of twelve passed, and one was corrected
    assert roster[first["number"]]["Status"] == "superseded"
    assert roster[first["number"]]["Reason"] == "superseded: a typing error"
    (renamed,) = (row for row in roster.values() if row["Participant"] == "Learner Renamed")
    assert roster[first["number"]]["Replaced by"] == renamed["Certificate"]
    assert roster[second["number"]]["Status"] == "revoked"
    assert roster[second["number"]]["Reason"] == "revoked: by mistake"
    assert roster[third["number"]] == {
        "Certificate": roster[third["number"]]["Certificate"],
        "Status": "valid",
        "Replaced by": "",
        "Reason": "",
        "Participant": "Learner Number 00002",
        "Licenses": "Ohio · LISW · N.0000002",
        "Course id": "tiny",
        "Course title": "A tiny course",
        "Version": "2026.1",
        "Authors": "A. Author",
        "Completed": "2026-11-21",
        "Time zone": "America/New_York",
        "Contact hours": "0.25",
        "Credit by body": "",
        "Approvals": "Not approved for credit by any board.",
        "Delivery format": "Reading-based asynchronous (self-paced, non-interactive) "
        "distance learning",
        "Result": "Passed (60 % required)",
        "Provider": "Tiny Provider",
        "Provider's address": "1 Small Street, Anytown",
        "Issued": third["issued_at"],
        "Request": third["request_id"],
    }
    attempts = table(files["roster/attempts.csv"])
    assert {row["Request"] for row in attempts} == {data["request"] for data in requests}
    assert sorted(row["Outcome"] for row in attempts) == ["not passed"] * 2 + ["passed"] * 10
    (useful, minutes, better) = table(files["evaluation/questions.csv"])
    assert (useful["Answers"], useful["Mean"], minutes["Mean"]) == ("12", "2.75", "105.50")
    assert better["Answers"] == "12"
    assert files["evaluation/comments.txt"].decode().count("- More of chapter") == 12
    items = {row["Question"]: row for row in table(files["exam/questions.csv"])}
    # one miss or more by learners 1, 2, 4, 5, 7, 8, 10 and 11; three by 5 and 11
    assert [(items[f"one-x{n}"]["Right %"]) for n in range(1, 6)] == [
        "33.3",
        "66.7",
        "83.3",
        "100.0",
        "100.0",
    ]


def test_sums_and_chain(provider, tmp_path):
    """The sums are those that sha256sum finds, and the README has the registry's last event."""
    provider.certify(*learners(provider.course, 5))
    files = provider.audit()
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(provider.folder / "audit.zip") as archive:
        archive.extractall(folder)
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count(": OK") == len(files) - 1
    with Registry(provider.registry) as registry:
        *_, last = registry.events()
    readme = files["README.txt"].decode()
    assert f"event {last.seq}, {last.at}, issued\n  {last.hash}\n" in readme
    assert "The whole history was checked, and holds." in readme
    for name in set(files) - {"README.txt", "SHA256SUMS"}:
        assert re.search(rf"^[0-9a-f]{{64}}  {re.escape(name)}$", readme, re.MULTILINE)


def test_same_registry_same_bytes(on_sqlite):
    """Made again, the archive is the same to the byte; of another year it is another one."""
    on_sqlite.certify(*learners(on_sqlite.course, 7), code=1)
    archive = on_sqlite.folder / "audit.zip"
    on_sqlite.audit()
    first = archive.read_bytes()
    on_sqlite.audit()
    assert archive.read_bytes() == first
    with zipfile.ZipFile(archive) as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    files = on_sqlite.audit(2025)
    assert table(files["roster/roster.csv"]) == []
    assert "0 certificates" in files["README.txt"].decode()


def test_no_name_beside_opinions_and_answers(provider):
    """No name, license, number, request, key, version or time stands in those files."""
    requests = learners(provider.course, 12)
    provider.certify(*requests, code=1)
    files = provider.audit()
    text = b"\n".join(private(files).values()).decode()
    for row in provider.certificates():
        assert row["number"] not in text.replace("-", "")
        assert row["issued_at"] not in text
    for data in requests:
        learner = data["learner"]
        for secret in (learner["name"], learner["licenses"][0]["number"], data["request"]):
            assert secret not in text
    assert not re.search(r"\d{4}-\d\d-\d\d|\d\d:\d\d|-Q[1-4]|[0-9a-f]{8}-", text)
    opinions = "".join(files[name].decode() for name in files if name.startswith("evaluation/"))
    assert "2026" not in opinions


def test_nothing_in_common(tmp_path):
    """Whoever of the learners thought or answered what, in which order: the files are the same."""

    def audit(name: str, turn: int) -> dict[str, bytes]:
        (tmp_path / name).mkdir()
        provider = new_provider(tmp_path / name, str(tmp_path / name / "registry.sqlite"))
        course = provider.course
        requests = [
            other_learner(course, number, wrong=(number + turn) % 3)
            | {"evaluation": opinion((5 * number + turn) % 12)}
            for number in range(12)
        ]
        provider.certify(*requests[turn:], *requests[:turn])
        return provider.audit()

    one, other = audit("one", 0), audit("other", 3)
    assert private(one) == private(other)
    assert one["roster/roster.csv"] != other["roster/roster.csv"]


def test_few_are_hidden(on_sqlite):
    """With four learners there is a roster, and neither an opinion nor an answer."""
    on_sqlite.certify(*learners(on_sqlite.course, 4))
    files = on_sqlite.audit()
    assert len(table(files["roster/roster.csv"])) == 4
    for name, column in (("evaluation/questions.csv", "Answers"), ("exam/questions.csv", "Note")):
        words = {"Answers": "fewer than 5", "Note": "hidden"}[column]
        assert {row[column] for row in table(files[name])} == {words}
    assert table(files["evaluation/answers.csv"]) == table(files["exam/options.csv"]) == []
    assert "chapter" not in files["evaluation/comments.txt"].decode()
    change(on_sqlite.root, "course.yml", "exam:\n", "reporting: {least_answers: 4}\nexam:\n")
    files = on_sqlite.audit()
    assert {row["Answers"] for row in table(files["evaluation/questions.csv"])} == {"4"}


def test_only_first_attempts(on_sqlite):
    """A second attempt is in the list of attempts, and not in the statistics."""
    course = on_sqlite.course
    on_sqlite.certify(*learners(course, 7), code=1)
    before = private(on_sqlite.audit())
    again = other_learner(course, 5)
    again["exam"] |= {"attempt": 2, "submitted": "2026-11-22T09:00:00Z"}
    on_sqlite.certify(again)
    files = on_sqlite.audit()
    counts = {
        row["Request"]: row["Attempt of this learner"]
        for row in table(files["roster/attempts.csv"])
    }
    assert counts.pop(again["request"]) == "2"
    assert set(counts.values()) == {"1"}
    assert files["exam/questions.csv"] == before["exam/questions.csv"]
    assert files["exam/options.csv"] == before["exam/options.csv"]


def test_who_looked_into_a_flag(on_sqlite):
    """What an exam was flagged for, and who found what, if anybody looked."""
    fast, faster = learners(on_sqlite.course, 2)
    for data in (fast, faster):
        data["exam"]["started"] = data["exam"]["submitted"]
    on_sqlite.certify(fast, accepted_by="B. Signer: the clock stood still")
    on_sqlite.certify(faster, code=1)
    files = on_sqlite.audit()
    found = {row["Request"]: row for row in table(files["roster/attempts.csv"])}
    assert [found[data["request"]]["Flags"] for data in (fast, faster)] == ["pace", "pace"]
    assert found[fast["request"]]["Accepted by"] == "B. Signer: the clock stood still"
    assert found[faster["request"]]["Accepted by"] == ""


def test_sample_certificate(on_sqlite, tmp_path):
    """The sample says on paper and in its credential that it is one, and its signature is right."""
    on_sqlite.certify(*learners(on_sqlite.course, 2))
    files = on_sqlite.audit()
    pdf = tmp_path / "sample.pdf"
    pdf.write_bytes(files["sample/certificate-sample.pdf"])
    text = PdfReader(pdf).pages[0].extract_text()
    assert "SAMPLE" in text
    assert "Sample Learner" in text
    assert "November 21, 2026" in text
    assert json.loads(files["sample/certificate-sample.json"])["issuer"]["id"].startswith("did:key")
    found = course_command("verify", pdf, "--course", on_sqlite.root)
    assert re.search(r"Signature +ok", found.stdout)
    assert not re.search(r"Issuer +ok", found.stdout)


def test_text_and_credit_report(on_sqlite, tmp_path):
    """The text is the author's files, and the report is that of `course credit`."""
    on_sqlite.certify(*learners(on_sqlite.course, 2))
    files = on_sqlite.audit()
    with zipfile.ZipFile(BytesIO(files["text/tiny-2026.1-text.zip"])) as text:
        for name in ("course.yml", "modules/one.md", "quizzes/exam/one.md", "docs/evaluation.yml"):
            assert text.read(name) == (on_sqlite.root / name).read_bytes()
    course_command("credit", "--course", on_sqlite.root, "--out", tmp_path / "credit")
    report = json.loads(files["credit/2026.1/credit-report.json"])
    expected = json.loads((tmp_path / "credit/credit-report.json").read_text(encoding="utf-8"))
    del report["date"], expected["date"]
    assert report == expected


@pytest.mark.parametrize("kept", ["../private", "absolute"])
def test_exam_outside_of_the_course(on_sqlite, kept):
    """An exam that is kept elsewhere is in the text, under a name that stays inside."""
    root, bank = on_sqlite.root, on_sqlite.folder / "private"
    (root / "quizzes/exam").rename(bank)
    place = kept if kept.startswith("..") else bank
    change(root, "course.yml", "exam:\n", f"exam:\n  bank: {place}\n")
    on_sqlite.certify(*learners(on_sqlite.course, 2))
    with zipfile.ZipFile(BytesIO(on_sqlite.audit()["text/tiny-2026.1-text.zip"])) as text:
        assert text.read("exam-bank/one.md") == (bank / "one.md").read_bytes()
        assert not [name for name in text.namelist() if ".." in name or name.startswith("/")]


def test_version_that_is_gone(on_sqlite):
    """Of an earlier version the archive has what its release kept, or says how to bring it back."""
    root = on_sqlite.root
    on_sqlite.certify(*learners(on_sqlite.course, 2))
    text, credit = frozen_text(on_sqlite.course), {"credit-report.json": "{}\n"}
    credit["credit-report.md"] = "# Credit\n"
    change(root, "course.yml", '"2026.1"', '"2026.2"')
    on_sqlite.certify(other_learner(on_sqlite.course, 9))
    files = on_sqlite.audit(code=1)
    assert "text/tiny-2026.2-text.zip" in files
    assert "text/tiny-2026.1-text.zip" not in files
    readme = " ".join(files["README.txt"].decode().split())
    assert "text: MISSING. `course release` wrote it as tiny-2026.1-text.zip" in readme
    assert "put that file into releases/2026.1/ and run the audit again" in readme
    assert "credit report: MISSING." in readme
    folder = root / "releases/2026.1"
    folder.mkdir(parents=True)
    (folder / "tiny-2026.1-text.zip").write_bytes(text)
    for name, content in credit.items():
        (folder / name).write_text(content, encoding="utf-8")
    files = on_sqlite.audit()
    assert files["text/tiny-2026.1-text.zip"] == text
    assert files["credit/2026.1/credit-report.md"] == b"# Credit\n"


def test_history_that_was_tampered_with(on_sqlite):
    """Where the history does not hold, the archive says so, and the command fails."""
    on_sqlite.certify(*learners(on_sqlite.course, 3))
    with sqlite3.connect(on_sqlite.registry) as database:
        database.execute("UPDATE events SET at = '2020-01-01T00:00:00Z' WHERE seq = 2")
    files = on_sqlite.audit(code=1)
    readme = files["README.txt"].decode()
    assert "THE HISTORY DOES NOT HOLD:\n  event 2 (issued," in readme
    assert "was checked, and holds" not in readme


def test_erased(on_sqlite):
    """Of whom asked to be forgotten the roster keeps the number and that it was erased."""
    on_sqlite.certify(*learners(on_sqlite.course, 3))
    row = on_sqlite.certificates()[0]
    erasing = ["erase", row["number"], "--reason", "asked", "--yes"]
    done = course_command("registry", *erasing, "--registry", on_sqlite.registry)
    assert done.exit_code == 0, done.output
    year = int(row["issued_at"][:4])
    files = on_sqlite.audit(year)
    (erased,) = (
        found for found in table(files["roster/roster.csv"]) if found["Participant"] == "(erased)"
    )
    assert erased["Certificate"].replace("-", "") == row["number"]
    assert erased["Reason"] == "erased: asked"
    assert row["name"].encode() not in b"".join(files.values())
