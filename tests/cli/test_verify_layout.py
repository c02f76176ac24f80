"""How `course verify` sets out what it states."""

from pathlib import Path

from coursekit.certificates.verify import Check, Verification
from coursekit.cli.verify import show

ADDRESS = "https://a-very-long-name.example.org/" + "certificates/" * 5


def test_folded_in_a_pipe(capsys):
    """Lines for a mail or a log: at most 80 columns, each hanging below its own beginning."""
    facts = [("Name", "word " * 60), ("Credential address", f"at {ADDRESS} for good")]
    show(Path("a.pdf"), Verification(facts, [Check("Signature", "ok", "reason " * 30)], ""))
    _, _, *lines = capsys.readouterr().out.splitlines()
    long = [line for line in lines if len(line) > 80]
    assert [line.strip() for line in long] == [ADDRESS]
    name = [line for line in lines if "word word" in line]
    assert len(name) > 3
    column = name[0].index("word")
    assert all(line.startswith(" " * column + "word") for line in name[1:])
