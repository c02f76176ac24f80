"""`course reissue`, `revoke`, `certificates` and `registry`: what they change and say."""

import csv
import io
import json

import pytest
from sqlalchemy import text

from coursekit.certificates import Registry, printed_id
from providing import Provider, course_command


def place(desk: Provider) -> tuple[str, str]:
    """Return the option that names the registry."""
    return "--registry", desk.registry


def correct(desk: Provider, number: str, *what: str):
    """Run `course reissue`."""
    more = ("--reason", "misspelt", "--key", desk.key_file, "--out", desk.out)
    return course_command("reissue", number, *what, *more, *place(desk), "--course", desk.root)


@pytest.fixture
def numbers(desk: Provider) -> list[str]:
    """The numbers of the certificates of two learners."""
    assert desk.certify(desk.request(1), desk.request(2)).exit_code == 0
    return [record.certificate_id for record in desk.records()]


def test_reissue_makes_a_new_one_and_keeps_the_old(desk: Provider, numbers: list[str]) -> None:
    """Both verify; the old one says what took its place. Asking again makes no third."""
    license_given = ("--license", "Ohio", "LISW", "L-9999")
    done = correct(desk, printed_id(numbers[0]).lower(), "--name", "Learner One", *license_given)
    assert done.exit_code == 0, done.output
    assert "course status" in done.stderr
    assert correct(desk, numbers[0], "--name", "Learner One", *license_given).exit_code == 0
    records = {record.certificate_id: record for record in desk.records()}
    (new,) = records.keys() - set(numbers)
    assert records[new].facts["participant_name"] == "Learner One"
    assert records[new].facts["licenses"][0]["number"] == "L-9999"
    assert (records[numbers[0]].status, records[numbers[0]].superseded_by) == ("superseded", new)
    shown = course_command("certificates", "show", numbers[0], *place(desk)).stdout
    assert f"superseded  by {printed_id(new)}; misspelt" in shown
    status = desk.out.parent / "status"
    done = course_command(
        *("status", "--key", desk.key_file, "--out", status, *place(desk)), "--course", desk.root
    )
    assert done.exit_code == 0, done.output
    for number, word in ((numbers[0], "replaced"), (new, "ok")):
        pdf = desk.out / f"certificate-{number}.pdf"
        found = course_command("verify", pdf, "--course", desk.root, "--status", status)
        assert "Signature       ok" in found.stdout
        assert word in found.stdout.partition("Status")[2].splitlines()[0]


@pytest.mark.parametrize(
    ("what", "code", "message"),
    [
        ((), 2, "give --name or --license"),
        (("--name", "Learner 1"), 1, "says that already"),
        (("--name", "Ana \N{GRINNING FACE}"), 1, "no font of the certificate has"),
        (("--name", " "), 1, "participant_name is empty"),
        (("--name", "x" * 81), 1, "participant_name has 81 characters; 80 are allowed"),
        (("--license", "Ohio", "LISW", "x" * 41), 1, "--license: number has 41 characters"),
    ],
)
def test_reissue_refuses(
    desk: Provider, numbers: list[str], what: tuple[str, ...], code: int, message: str
) -> None:
    """What corrects nothing, or cannot be printed, changes nothing."""
    done = correct(desk, numbers[0], *what)
    assert (done.exit_code, len(desk.records())) == (code, 2)
    assert message in done.stderr


def test_revoke_once_with_a_reason(desk: Provider, numbers: list[str]) -> None:
    """It is on record with its reason, and a second time is an error."""
    why = ("--reason", "attestation withdrawn")
    assert course_command("revoke", numbers[0], *why, *place(desk)).exit_code == 0
    again = course_command("revoke", numbers[0], *why, *place(desk))
    assert (again.exit_code, "was revoked before" in again.stderr) == (1, True)
    assert [record.status for record in desk.records()].count("revoked") == 1
    assert course_command("revoke", numbers[1], *place(desk)).exit_code == 2
    assert "nothing takes its place" in correct(desk, numbers[0], "--name", "X Y").stderr


def test_list_and_search(desk: Provider, numbers: list[str]) -> None:
    """By name, license or number, in any case."""
    lines = course_command("certificates", "list", *place(desk)).stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [printed_id(number) for number in numbers]
    for wanted in ("LEARNER 2", "l-0002", printed_id(numbers[1])):
        found = course_command("certificates", "list", "--search", wanted, *place(desk)).stdout
        assert found.startswith(printed_id(numbers[1]))
        assert found.count("\n") == 1


def test_export_is_for_spreadsheets_and_programs(desk: Provider) -> None:
    """The same rows in both; a name that begins like a formula is harmless in a spreadsheet."""
    desk.certify(desk.request(1, name="=HYPERLINK(1)"), desk.request(2))
    as_json = course_command("certificates", "export", "--format", "json", *place(desk)).stdout
    as_csv = course_command("certificates", "export", "--format", "csv", *place(desk)).stdout
    objects = json.loads(as_json)
    first, *rows = csv.reader(io.StringIO(as_csv))
    assert len(rows) == len(objects) == 2
    names = {row[first.index("name")] for row in rows}
    assert names == {"'=HYPERLINK(1)", "Learner 2"}
    assert {item["name"] for item in objects} == {"=HYPERLINK(1)", "Learner 2"}


def test_restore_gives_the_same_bytes(desk: Provider, numbers: list[str]) -> None:
    """A file that was lost comes back as it was sent."""
    again = desk.out.parent / "again"
    done = course_command("certificates", "restore", numbers[0], "--out", again, *place(desk))
    assert done.exit_code == 0, done.output
    for path in again.iterdir():
        assert path.read_bytes() == (desk.out / path.name).read_bytes()
    assert len(list(again.iterdir())) == 2


def test_erase_asks_first(desk: Provider, numbers: list[str]) -> None:
    """And then nothing names the person, while the history holds and paper verifies."""
    arguments = ("registry", "erase", numbers[0], "--reason", "asked for", *place(desk))
    assert course_command(*arguments, input="n\n").exit_code == 1
    assert desk.records()[0].facts is not None
    assert course_command(*arguments, input="y\n").exit_code == 0
    listed = course_command("certificates", "list", *place(desk)).stdout
    assert "(erased)" in listed
    assert "Learner 1" not in listed
    assert course_command("registry", "check", *place(desk)).exit_code == 0
    pdf = desk.out / f"certificate-{numbers[0]}.pdf"
    found = course_command("verify", pdf, "--course", desk.root)
    assert "Signature       ok" in found.stdout


def test_check_finds_what_was_tampered_with(desk: Provider, numbers: list[str]) -> None:
    """The first place is named, on stdout, with exit code 1."""
    sound = course_command("registry", "check", *place(desk))
    assert (sound.exit_code, sound.stdout) == (
        0,
        "The history of 2 events holds, and every record fits it.\n",
    )
    with Registry(desk.registry) as registry, registry.transaction() as transaction:
        statement = text("UPDATE certificates SET facts = NULL WHERE certificate_id = :number")
        transaction._connection.execute(statement, {"number": numbers[1]})
    broken = course_command("registry", "check", *place(desk))
    assert broken.exit_code == 1
    assert f"the record of certificate {numbers[1]} was emptied" in broken.stdout


def test_a_registry_that_is_not_there(tmp_path) -> None:
    """A mistyped path is an error and makes no empty registry."""
    mistyped = tmp_path / "registri.sqlite"
    for command in (["certificates", "list"], ["registry", "check"], ["queue", "list"]):
        done = course_command(*command, "--registry", mistyped)
        assert (done.exit_code, "there is no such registry" in done.stderr) == (1, True)
    assert not mistyped.exists()


def test_status_of_a_registry_that_is_not_there(small_desk: Provider) -> None:
    """A mistyped path publishes no empty log, on which every certificate would be unknown."""
    mistyped = small_desk.root.parent / "registri.sqlite"
    key = ("--key", small_desk.key_file, "--course", small_desk.root)
    done = course_command("status", *key, "--registry", mistyped)
    assert (done.exit_code, "there is no such registry" in done.stderr) == (1, True)
    assert not mistyped.exists() and not (small_desk.root / "status").exists()
