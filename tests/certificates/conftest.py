"""A certificate to test with, and other people's verifiers to show it to."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from certificates.specimens import Certificate, Judge, make_facts, signed
from coursekit.certificates import SigningKey, create_key, did_document
from coursekit.certificates.short import sign_short

JUDGES = Path(__file__).parents[1] / "judges"


@pytest.fixture(scope="session")
def key() -> SigningKey:
    """The provider's key."""
    return create_key()


@pytest.fixture(scope="session")
def real(key: SigningKey) -> Certificate:
    """A real certificate; tests change a copy of its credential, never this one."""
    facts = make_facts()
    return Certificate(key, facts, signed(facts, key), sign_short(facts, key))


@pytest.fixture(scope="session")
def sample() -> Certificate:
    """A sample, signed with a throw-away key."""
    throw_away = create_key()
    facts = make_facts(sample=True, issuer=throw_away.did)
    return Certificate(throw_away, facts, signed(facts, throw_away), sign_short(facts, throw_away))


@pytest.fixture
def copy(real: Certificate) -> dict[str, Any]:
    """A copy of the real certificate's credential, to be tampered with."""
    return json.loads(json.dumps(real.credential))


@pytest.fixture
def judge(node: str, tmp_path: Path) -> Judge:
    """A function that shows a credential to Digital Bazaar's verifier and returns its judgement."""

    def ask(credential: dict[str, Any]) -> dict[str, Any]:
        file, did_file = tmp_path / "credential.json", tmp_path / "did.json"
        file.write_text(json.dumps(credential), encoding="utf-8")
        method = credential["proof"][0]["verificationMethod"]
        did, _, multikey = method.partition("#")
        did_file.write_text(json.dumps(did_document(did, [multikey])), encoding="utf-8")
        script = str(JUDGES / "verify-credential.mjs")
        command = [node, script, str(file), "--did-document", str(did_file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
