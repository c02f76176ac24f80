"""`course export cebroker`: CE Broker's layout, and nothing lost of what does not fit it."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coursekit.certificates import Record, Registry
from coursekit.certificates.spreadsheet import csv_text
from coursekit.content.reporting_models import CEBroker
from coursekit.reports.cebroker import issued_between, left_out_rows, roster
from coursekit.reports.states import CODES, state_code
from reports.provider import Provider, course_command, new_provider, table
from sample_request import other_learner, write_request
from small_course import change

SETTINGS = """\
ce_broker:
  provider: "1234"
  course: "567890"
  professions:
    FL: {LCSW: CSW, Licensed Mental Health Counselor: MHC}
    OH: {LISW: SW}
exam:
"""


@pytest.fixture
def provider(tmp_path) -> Provider:
    """A provider whom CE Broker knows."""
    made = new_provider(tmp_path, str(tmp_path / "registry.sqlite"))
    change(made.root, "course.yml", "exam:\n", SETTINGS)
    return made


def request(provider: Provider, number: int, *licenses: tuple[str, str, str]) -> dict:
    """Return the request of a learner with these licenses."""
    data = other_learner(provider.course, number)
    names = ("jurisdiction", "profession", "number")
    data["learner"]["licenses"] = [dict(zip(names, one, strict=True)) for one in licenses]
    return data


def rows_of(path) -> list[list[str]]:
    """Return the rows of a CSV file without a head."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_layout(provider, tmp_path):
    """Columns A to H as CE Broker's help center has them, a row for each license."""
    provider.certify(
        request(provider, 1, ("Florida", "LCSW", "SW00123"), ("OH", "L.I.S.W.", "I.0000007")),
        request(provider, 2, ("fl", "licensed mental-health counselor", "MH 9")),
    )
    out = tmp_path / "roster.csv"
    provider.run("export", "cebroker", "--since", "2026-01-01", "--out", out)
    assert sorted(rows_of(out)) == [
        ["1234", "567890", "", "", "I.0000007", "11/21/2026", "State=OH", "Profession=SW"],
        ["1234", "567890", "", "", "MH 9", "11/21/2026", "State=FL", "Profession=MHC"],
        ["1234", "567890", "", "", "SW00123", "11/21/2026", "State=FL", "Profession=CSW"],
    ]
    assert table((tmp_path / "roster-left-out.csv").read_bytes()) == []


def test_one_state(provider, tmp_path):
    """With --state other licenses are listed, and that is no failure."""
    provider.certify(request(provider, 1, ("FL", "LCSW", "SW1"), ("OH", "LISW", "I.2")))
    out = tmp_path / "roster.csv"
    provider.run("export", "cebroker", "--since", "2026-01-01", "--state", "fl", "--out", out)
    assert [row[6] for row in rows_of(out)] == ["State=FL"]
    (left,) = table((tmp_path / "roster-left-out.csv").read_bytes())
    assert (left["License"], left["Why"]) == ("I.2", "a license of OH, which was not asked for")


def test_what_is_lacking(provider, tmp_path):
    """What CE Broker could not take is refused in words that say how to mend it."""
    provider.certify(
        request(provider, 1, ("FL", "LCSW", "SW1")),
        request(provider, 2),
        request(provider, 3, ("Flowerida", "LCSW", "SW2")),
        request(provider, 4, ("FL", "Shaman", "X3")),
        request(provider, 5, ("FL", "LCSW", "=1+2")),
        request(provider, 6, ("FL", "LCSW", "pending")),
    )
    out = tmp_path / "roster.csv"
    done = provider.run("export", "cebroker", "--since", "2026-01-01", "--out", out, code=1)
    assert [row[4] for row in rows_of(out)] == ["SW1"]
    left = {
        row["Participant"][-1]: row
        for row in table((tmp_path / "roster-left-out.csv").read_bytes())
    }
    assert {number: row["Why"] for number, row in left.items()} == {
        "2": "the learner gave no license",
        "3": "'Flowerida' is no state or territory",
        "4": "CE Broker's code for the profession 'Shaman' in FL is not known",
        "5": "'=1+2' is no license number in full, as the state's database has it",
        "6": "'pending' is no license number in full, as the state's database has it",
    }
    assert left["5"]["License"] == "'=1+2"
    assert "add it below `ce_broker: professions:`" in left["4"]["What to do"]
    assert f"course reissue {left['3']['Certificate']}" in left["3"]["What to do"]
    for row in left.values():
        assert row["Why"] in done.stderr


def test_what_became_of_certificates(provider, tmp_path):
    """A corrected certificate is reported once, as corrected; a revoked one is not."""
    provider.certify(
        *(request(provider, number, ("FL", "LCSW", f"SW{number}")) for number in (1, 2, 3))
    )
    one, two, _ = sorted(provider.certificates(), key=lambda row: row["name"])
    signing = ["--key", provider.folder / "key.pem", "--out", provider.folder / "out"]
    provider.run(
        "reissue", one["number"], "--license", "FL", "LCSW", "SW77", "--reason", "typo", *signing
    )
    course_command(
        "revoke", two["number"], "--reason", "by mistake", "--registry", provider.registry
    )
    out = tmp_path / "roster.csv"
    provider.run("export", "cebroker", "--since", "2026-01-01", "--out", out)
    assert sorted(row[4] for row in rows_of(out)) == ["SW3", "SW77"]
    left = [row["Why"] for row in table((tmp_path / "roster-left-out.csv").read_bytes())]
    assert sorted(left)[1] == "the certificate was revoked"
    assert sorted(left)[0].endswith("took its place")


def test_same_license_twice(provider, tmp_path):
    """A license that stands on two certificates is reported once."""
    first = request(provider, 1, ("FL", "LCSW", "SW-1"))
    second = request(provider, 2, ("Florida", "lcsw", "sw1"))
    provider.certify(first)
    accept = ["--accept", second["request"], "--accepted-by", "B. Signer: same person"]
    signing = ["--key", provider.folder / "key.pem", "--out", provider.folder / "out"]
    path = write_request(tmp_path / "second.json", second)
    provider.run("certify", path, *accept, *signing)
    out = tmp_path / "roster.csv"
    provider.run("export", "cebroker", "--since", "2026-01-01", "--out", out)
    assert len(rows_of(out)) == 1
    (left,) = table((tmp_path / "roster-left-out.csv").read_bytes())
    assert "the same license has a row for certificate" in left["Why"]


def test_period_is_that_of_issue(provider):
    """Two periods that follow each other report each certificate once, whenever it was passed."""
    provider.certify(request(provider, 1, ("FL", "LCSW", "SW1")))
    with Registry(provider.registry) as registry:
        (record,) = registry.records()
        zone = provider.course.settings.provider.zone
        day = datetime.fromisoformat(record.issued_at).astimezone(zone).date()
        before, after = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
        course = provider.course

        def found(since: date, until: date) -> int:
            return len(list(issued_between(course, [record], since, until)))

        assert found(day, day) == 1
        assert found(date.min, before) == found(after, date.max) == 0


def test_usage(provider, tmp_path):
    """What is missing, or contradicts itself, is said before anything is written."""
    provider.certify(request(provider, 1, ("FL", "LCSW", "SW1")))
    out = tmp_path / "roster.csv"
    command = ["export", "cebroker", "--out", out]
    for period in ([], ["--year", 2026, "--since", "2026-01-01"], ["--until", "2026-01-01"]):
        assert "give either --year or --since" in provider.run(*command, *period, code=2).stderr
    period = ["--since", "2026-02-01", "--until", "2026-01-01"]
    assert "--until is before --since" in provider.run(*command, *period, code=2).stderr
    change(provider.root, "course.yml", SETTINGS, "exam:\n")
    done = provider.run(*command, "--year", 2026, code=1)
    assert "course.yml does not say how completions are reported" in done.stderr
    assert not out.exists()


def test_settings():
    """Numbers come without CE Broker's prefix, and the course has one name."""
    with pytest.raises(ValidationError, match="string_pattern_mismatch"):
        CEBroker(provider="50-1234", course="1")
    for names in ({}, {"course": "1", "own_course_id": "ENM"}):
        with pytest.raises(ValidationError, match="give either `course` or `own_course_id`"):
            CEBroker(provider="1234", **names)


def test_states():
    """States are known by name and by letters, and nothing else is a state."""
    assert len(CODES) == 56
    for written in ("Florida", "FL", "fl.", "State of Florida", " florida "):
        assert state_code(written) == "FL"
    for written in ("", "Flor", "Ontario", "USA"):
        assert state_code(written) is None


WRITTEN = st.text("aZ09 .,-+=@'\"é漢ا", min_size=1, max_size=12)
LICENSE = st.fixed_dictionaries(
    {
        "jurisdiction": st.sampled_from(["FL", "Ohio", "Texas", "Mars"]) | WRITTEN,
        "profession": st.sampled_from(["LCSW", "LISW"]) | WRITTEN,
        "number": st.integers(1, 9999).map("SW{}".format) | WRITTEN,
    }
)
FACTS = st.none() | st.fixed_dictionaries(
    {
        "participant_name": WRITTEN,
        "completed_on": st.dates().map(date.isoformat),
        "licenses": st.lists(LICENSE, max_size=4),
    }
)


@given(
    st.lists(st.tuples(FACTS, st.sampled_from(["valid", "superseded", "revoked"])), max_size=8),
    st.sets(st.sampled_from(["FL", "OH"])),
)
def test_nothing_is_lost(certificates, states):
    """Every license is in the roster or in the list, once, as are certificates without one."""
    settings = CEBroker(
        provider="1", course="2", professions={"FL": {"LCSW": "A1"}, "OH": {"LISW": "B2"}}
    )
    records = [
        Record(
            certificate_id=f"{number:016}",
            course_id="tiny",
            request_id=str(number),
            learner=None,
            status_index=number,
            issued_at="2026-11-22T10:00:00Z",
            facts=facts,
            credential=None,
            short=None,
            pdf_sha256="",
            status=status,
            superseded_by="F" * 16 if status == "superseded" else None,
        )
        for number, (facts, status) in enumerate(certificates)
    ]
    rows, left_out = roster(settings, records, states)
    expected = sum(
        len(record.facts["licenses"]) or 1 if record.facts and record.status == "valid" else 1
        for record in records
    )
    assert len(rows) + len(left_out) == expected
    numbers = {item["number"] for r in records if r.facts for item in r.facts["licenses"]}
    assert {row.number for row in rows} <= numbers
    written = list(
        csv.reader(io.StringIO(csv_text(row.cells(settings) for row in rows), newline=""))
    )
    assert [row[4] for row in written] == [row.number for row in rows]  # never altered
    head, *others = left_out_rows(left_out)
    assert all(len(row) == len(head) and row[5] for row in others)
    for item in left_out:
        assert bool(item.remedy) == (item.kind == "lacking")
