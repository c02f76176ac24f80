"""Sealed requests: what the provider's key opens, and what it does not."""

import json

import pytest
from joserfc import jwe

from coursekit.records import SealError, read_request
from coursekit.records.sealing import (
    SEALED,
    create_sealing_key,
    load_sealing_key,
    public_part,
    save_sealing_key,
)
from coursekit.records.secret_files import SecretFileError
from sample_request import request_data, write_request


@pytest.fixture(scope="module")
def key():
    """Make a provider's key."""
    return create_sealing_key()


@pytest.fixture
def sealed(course, key):
    """Seal a request as any JOSE library would."""
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key.kid}
    text = json.dumps(request_data(course))
    token = jwe.encrypt_compact(header, text, key, algorithms=["ECDH-ES", "A256GCM"])
    return {"format": SEALED, "course": {"id": course.settings.id, "version": "1"}, "jwe": token}


def test_the_key_opens_it(sealed, key, tmp_path):
    """The request inside is read like any other."""
    path = write_request(tmp_path / "request.json", sealed)
    assert "Łukasiewicz" not in path.read_text(encoding="utf-8")
    assert "jurisdiction" not in path.read_text(encoding="utf-8")
    assert read_request(path, key).learner.name.startswith("Zoë")


def test_the_key_is_kept_in_a_file(sealed, key, tmp_path):
    """What was saved opens the seal, is for its owner alone, and is not written over."""
    place = tmp_path / "sealing.pem"
    save_sealing_key(key, place)
    assert place.stat().st_mode & 0o777 == 0o600
    loaded = load_sealing_key(place)
    assert public_part(loaded) == public_part(key)
    assert read_request(write_request(tmp_path / "request.json", sealed), loaded)
    with pytest.raises(SecretFileError, match="never overwritten"):
        save_sealing_key(key, place)


@pytest.mark.parametrize(
    "text", ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
)
def test_a_file_that_holds_no_key(tmp_path, text):
    """The message says which command makes one."""
    place = tmp_path / "sealing.pem"
    place.write_text(text)
    place.chmod(0o600)
    with pytest.raises(SecretFileError, match="course keys sealing"):
        load_sealing_key(place)


def test_without_the_key(sealed, tmp_path):
    """The message names the option."""
    path = write_request(tmp_path / "request.json", sealed)
    with pytest.raises(SealError, match="--sealing-key"):
        read_request(path)


def test_another_key_or_a_changed_file(sealed, key, tmp_path):
    """Neither opens, and nothing of the inside is told."""
    path = write_request(tmp_path / "request.json", sealed)
    with pytest.raises(SealError, match="another key, or the file was changed"):
        read_request(path, create_sealing_key())
    head, *rest, tag = sealed["jwe"].split(".")
    changed = sealed | {
        "jwe": ".".join([head, *rest, "A" + tag[1:] if tag[0] != "A" else "B" + tag[1:]])
    }
    with pytest.raises(SealError, match="the file was changed"):
        read_request(write_request(path, changed), key)


@pytest.mark.parametrize("token", [None, "", "a.b", "....", 7, "é.é.é.é.é", ["x"]])
def test_what_is_no_seal(key, tmp_path, token):
    """Any other value is refused with the same words, never with a traceback."""
    path = write_request(tmp_path / "request.json", {"format": SEALED, "jwe": token})
    with pytest.raises(SealError, match="cannot be opened"):
        read_request(path, key)


def test_only_the_agreed_algorithms(key, tmp_path):
    """A seal by another algorithm is not tried."""
    header = {"alg": "ECDH-ES+A128KW", "enc": "A128GCM"}
    token = jwe.encrypt_compact(header, "{}", key, algorithms=["ECDH-ES+A128KW", "A128GCM"])
    path = write_request(tmp_path / "request.json", {"format": SEALED, "jwe": token})
    with pytest.raises(SealError, match="cannot be opened"):
        read_request(path, key)
