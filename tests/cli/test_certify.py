"""`course certify`, `verify` and `keys`: what they write, say and exit with."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result
from joserfc import jwe
from joserfc.jwk import ECKey
from pypdf import PdfReader

from coursekit.certificates import Registry
from coursekit.content import load_course
from coursekit.content.models import SealingKey
from providing import course_command
from sample_request import request_data, write_request
from small_course import change, write_course


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """A provider: a course with a published key, and the file of the private half."""
    folder = tmp_path_factory.mktemp("provider")
    key_file = folder / "key.pem"
    made = course_command("keys", "new", key_file)
    assert made.exit_code == 0, made.output
    course = write_course(folder / "course")
    change(course, "course.yml", "modules:", f"  public_keys:\n{made.stdout}modules:")
    return course, key_file


@pytest.fixture
def certify(provider, tmp_path):
    """Certify requests, given as data or text, for the provider's course."""
    course, key_file = provider

    def run(*requests: object, **options: object) -> Result:
        paths = []
        for number, request in enumerate(requests):
            path = tmp_path / f"request-{number}.json"
            if isinstance(request, str):
                path.write_text(request, encoding="utf-8")
            else:
                write_request(path, request)
            paths.append(path)
        arguments = {"--course": course, "--key": key_file, "--out": tmp_path / "out"} | options
        flat = [part for pair in arguments.items() for part in pair]
        return course_command("certify", *paths, *flat)

    return run


@pytest.fixture
def data(provider):
    """A request with every answer right."""
    return request_data(load_course(provider[0]))


def issued(folder: Path) -> list[str]:
    """Return the numbers of the certificates that the registry in ``folder`` holds."""
    if not (folder / "registry.sqlite").exists():
        return []
    with Registry(folder / "registry.sqlite") as registry:
        return [record.certificate_id for record in registry.records()]


def test_certificate(provider, certify, data, tmp_path):
    """A passed exam becomes a PDF and a credential that verify, in the provider's time zone."""
    result = certify(data)
    assert result.exit_code == 0, result.output
    (number,) = issued(tmp_path / "out")
    pdf = tmp_path / "out" / f"certificate-{number}.pdf"
    text = " ".join(PdfReader(pdf).pages[0].extract_text().split())
    for fact in (
        "Zoë O’Brien-Łukasiewicz",
        "I.1234567",
        "November 21, 2026",
        "Not approved for credit",
        "tiny.example.org/verify",
    ):
        assert fact in text
    for path in (pdf, pdf.with_suffix(".json")):
        found = course_command("verify", path, "--course", provider[0])
        assert found.exit_code == 3, found.output
        assert "Issuer key      ok" in found.stdout
        assert "Status          could not be checked" in found.stdout


def test_again_is_the_same_certificate(certify, data, tmp_path):
    """Asking again with the same request makes no second certificate."""
    assert certify(data).exit_code == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("certificate-*")}
    again = certify(data)
    assert again.exit_code == 0
    assert "as issued before" in again.stdout
    assert {
        path.name: path.read_bytes() for path in (tmp_path / "out").glob("certificate-*")
    } == first
    assert len(issued(tmp_path / "out")) == 1


def bad_requests(course) -> dict[str, tuple[object, str]]:
    """Give each kind of bad request with a part of what is said of it."""

    def with_name(name):
        return request_data(course, name=name)

    other = request_data(course)
    other["course"]["id"] = "another-course"
    unknown = request_data(course)
    unknown["exam"]["answers"][0]["question"] = "one-x77"
    return {
        "not JSON": ("nonsense", "not JSON"),
        "another course": (other, "for the course `another-course`"),
        "unknown question": (unknown, "the exam has no question `one-x77`"),
        "control character": (with_name("Ann\x00e"), "character 4 is a control character (U+0000)"),
        "300 characters": (with_name("x" * 300), "300 characters; 80 are allowed"),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "not JSON",
        "another course",
        "unknown question",
        "control character",
        "300 characters",
    ],
)
def test_bad_request(provider, certify, data, tmp_path, kind):
    """A bad request says why, exits with 1 and leaves the registry as it was, to the byte."""
    assert certify(data).exit_code == 0
    registry = tmp_path / "out/registry.sqlite"
    before = registry.read_bytes(), issued(tmp_path / "out")
    bad, message = bad_requests(load_course(provider[0]))[kind]
    result = certify(bad)
    assert result.exit_code == 1
    assert message in " ".join(result.stderr.split())
    assert (registry.read_bytes(), issued(tmp_path / "out")) == before
    assert len(list((tmp_path / "out").glob("certificate-*"))) == 2


def test_bad_request_first(certify, tmp_path):
    """A bad request as the first of all leaves no registry behind."""
    assert certify("nonsense").exit_code == 1
    assert not (tmp_path / "out").exists()


def test_one_bad_request_does_not_stop_the_rest(provider, certify, data, tmp_path):
    """Every good request is served, and the exit code still says that one was not."""
    other_learner = request_data(load_course(provider[0]), name="Ana", license_number="7")
    result = certify("nonsense", data, other_learner)
    assert result.exit_code == 1
    assert len(issued(tmp_path / "out")) == 2
    assert "3 requests:\n  2 issued\n  1 unreadable\n" in result.stderr


def test_changed_content_under_the_same_request(certify, data, tmp_path):
    """The same request with another name is refused, not issued and not overwritten."""
    assert certify(data).exit_code == 0
    data["learner"]["name"] = "Somebody Else"
    result = certify(data)
    assert result.exit_code == 1
    assert "what it says has changed since" in result.stderr
    assert len(issued(tmp_path / "out")) == 1


def test_key_that_is_not_published(certify, data, tmp_path):
    """A key that course.yml does not list signs nothing, and the line to add is shown."""
    other = tmp_path / "other.pem"
    assert course_command("keys", "new", other).exit_code == 0
    result = certify(data, **{"--key": other})
    assert result.exit_code == 1
    assert "    - z6Mk" in result.stderr
    assert not (tmp_path / "out").exists()


def test_unfinished_provider(tmp_path):
    """While course.yml has fields to fill in, no real certificate is issued."""
    course = write_course(tmp_path / "course")
    change(course, "course.yml", "B. Signer", '"[Signatory: filled in by the owner]"')
    made = course_command("keys", "new", tmp_path / "key.pem")
    change(course, "course.yml", "modules:", f"  public_keys:\n{made.stdout}modules:")
    path = write_request(tmp_path / "request.json", request_data(load_course(course)))
    result = course_command(
        *("certify", path, "--out", tmp_path / "out"),
        *("--course", course, "--key", tmp_path / "key.pem"),
    )
    assert result.exit_code == 1
    assert "fill in provider.signatory_name first" in result.stderr


def test_sample_says_so(provider, data, tmp_path):
    """A sample is issued without a key, says SAMPLE everywhere, and its issuer is nobody."""
    path = write_request(tmp_path / "request.json", data)
    out = tmp_path / "out"
    result = course_command("certify", path, "--sample", "--out", out, "--course", provider[0])
    assert result.exit_code == 0, result.output
    (pdf,) = out.glob("*.pdf")
    assert "SAMPLE" in PdfReader(pdf).pages[0].extract_text()
    credential = json.loads(pdf.with_suffix(".json").read_text(encoding="utf-8"))
    assert credential["name"].startswith("SAMPLE")
    assert credential["issuer"]["id"].startswith("did:key:")
    assert issued(out) == []
    found = course_command("verify", pdf, "--course", provider[0])
    assert found.exit_code == 3
    assert "Issuer key      could not be checked" in found.stdout


def test_sample_does_not_stand_in_for_a_certificate(provider, certify, data, tmp_path):
    """A sample of a request leaves its real certificate to be issued into the same folder."""
    path = write_request(tmp_path / "request.json", data)
    out = tmp_path / "out"
    course_command("certify", path, "--sample", "--out", out, "--course", provider[0])
    assert "passed with 5 of 5; certificate\n" in certify(data).stdout
    assert len(issued(out)) == 1


def test_made_up_request(certify, data, tmp_path):
    """A request that says it is made up gets no real certificate."""
    result = certify(data | {"sample": True})
    assert result.exit_code == 1
    assert "this request is made up" in result.stderr
    assert not (tmp_path / "out").exists()


def test_verify_notices_a_change(provider, certify, data, tmp_path):
    """A credential whose name was changed fails, and says what failed."""
    certify(data)
    (path,) = (tmp_path / "out").glob("certificate-*.json")
    path.write_text(path.read_text(encoding="utf-8").replace("Zoë", "Zoe"), encoding="utf-8")
    found = course_command("verify", path, "--course", provider[0])
    assert found.exit_code == 1
    assert "Signature       failed" in found.stdout


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"{}", b"\xff\xfe"])
def test_verify_what_is_no_certificate(provider, tmp_path, content):
    """A file that is no certificate is said to be none."""
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    found = course_command("verify", path, "--course", provider[0])
    assert found.exit_code == 1
    assert found.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["certify", "a.json", "--out", "out"],
        ["certify", "a.json", "--out", "out", "--key", "k", "--sample"],
        ["certify"],
        ["verify"],
        ["frobnicate"],
    ],
)
def test_wrong_usage(arguments):
    """Wrong usage exits with 2 and says how it is meant."""
    result = course_command(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_key_is_never_overwritten_nor_put_into_git(root, tmp_path):
    """A key file is made once, and not in a folder that is published."""
    path = tmp_path / "key.pem"
    assert course_command("keys", "new", path).exit_code == 0
    before = path.read_bytes()
    assert course_command("keys", "new", path).exit_code == 1
    assert path.read_bytes() == before
    inside = root / "key-of-a-test.pem"
    assert course_command("keys", "new", inside).exit_code == 1
    assert not inside.exists()


def test_sealed_request(certify, data, tmp_path):
    """The key that `keys sealing` made opens it, and the public half fits into course.yml."""
    key_file = tmp_path / "sealing.pem"
    made = course_command("keys", "sealing", key_file)
    assert made.exit_code == 0, made.output
    public = yaml.safe_load(made.stdout)["sealing_key"]
    assert SealingKey.model_validate(public).crv == "P-256"
    algorithms = ["ECDH-ES", "A256GCM"]
    header = dict(zip(("alg", "enc"), algorithms, strict=True))
    token = jwe.encrypt_compact(
        header, json.dumps(data), ECKey.import_key(public), algorithms=algorithms
    )
    sealed = {"format": "course-request/1 sealed", "jwe": token}
    refused = certify(sealed)
    assert refused.exit_code == 1
    assert "--sealing-key" in refused.stderr
    result = certify(sealed, **{"--sealing-key": key_file})
    assert result.exit_code == 0, result.output
    assert len(issued(tmp_path / "out")) == 1


def test_evaluation_is_kept_apart(certify, data, tmp_path):
    """It is taken out of a request once, passed or not, and the certificate knows nothing of it."""
    data["evaluation"] = {"ev-learned": 4, "ev-better": "Less fog."}
    assert certify(data).exit_code == 0
    assert certify(data).exit_code == 0
    with Registry(tmp_path / "out/registry.sqlite") as registry:
        (record,) = registry.records()
        with registry.transaction() as transaction:
            (evaluation,) = transaction.evaluations("tiny")
    assert evaluation.answers == data["evaluation"]
    assert evaluation.quarter == "2026-Q4"
    assert "fog" not in json.dumps([record.facts, record.credential])
