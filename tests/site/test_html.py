"""The Nu Html Checker of the W3C (vnu) finds every page valid, but for what Material writes."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

VNU = Path(__file__).parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"

MATERIALS = {
    r"Attribute “autocomplete” is only allowed when the input type is .*": (
        "on the checkboxes that open menu and search; keeps Firefox from leaving them open"
    ),
    r"The value of the “for” attribute of the “label” element must be the ID of a non-hidden .*": (
        "a title of the menu that names the contents of a page that has none"
    ),
}
"""What it says of Material's own templates, and why that stands there."""

POLICY = "Content Security Policy"
"""It takes the meta tag for a page without an address, where nothing is 'self'; test_policy.py
tries the policies in a browser."""


def found(*arguments: str) -> list[dict]:
    """Run the checker and return its messages."""
    assert shutil.which("java"), "no Java to run the checker with; `make test` installs it"
    done = subprocess.run(
        ["java", "-Xmx512m", "-jar", VNU, "--format", "json", "--stdout", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["messages"]


@pytest.mark.xdist_group("vnu")
def test_every_page_is_valid(site):
    """Neither an error nor a warning that is not listed, and none is listed that does not occur."""
    messages = [
        item
        for item in found("--skip-non-html", str(site))
        if "error" in item["type"] or item.get("subType") == "warning"
        if POLICY not in item["message"]
    ]
    known = {text for text in MATERIALS if any(re.fullmatch(text, m["message"]) for m in messages)}
    left = [
        f"{item['url'].rpartition('/site')[2]}:{item.get('lastLine')}: {item['message']}"
        for item in messages
        if not any(re.fullmatch(text, item["message"]) for text in MATERIALS)
    ]
    assert not left, "\n".join(left[:20])
    if not os.environ.get("FORKS"):  # MaterialX has mended some of them
        assert known == set(MATERIALS)


@pytest.mark.xdist_group("vnu")
def test_it_finds_what_is_wrong(tmp_path):
    """A paragraph in a legend is found, so an empty list of errors means something."""
    page = tmp_path / "index.html"
    page.write_text(
        "<!doctype html><html lang=en><title>x</title><fieldset><legend><p>x</p></legend>"
        "</fieldset></html>"
    )
    assert any("legend" in item["message"] for item in found(str(page)))
