"""Keys are kept where they stay private, and named as everybody names them."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from coursekit.certificates import (
    MismatchError,
    NotACertificateError,
    SigningKey,
    create_key,
    decode_multikey,
    encode_multikey,
    load_key,
    save_key,
)
from coursekit.certificates.keys import base58_decode, base58_encode, verify_signature
from coursekit.records.secret_files import SecretFileError
from coursekit.site.issuer import did_document


def test_the_published_vector() -> None:
    """The key of the all-zero seed has the name that the did:key registry's test vectors give."""
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert key.did == "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    raw = decode_multikey(key.multikey).public_bytes_raw().hex()
    assert raw == "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"


@given(st.binary(max_size=70))
def test_base58_gives_back_what_it_got(data: bytes) -> None:
    """Leading zero bytes included."""
    assert base58_decode(base58_encode(data)) == data


@pytest.mark.parametrize(
    "text", ["", "z", "z6Mk", "did:key:z6Mk", "z6Mk" + "0" * 44, "u" + "1" * 47, "z" + "1" * 47]
)
def test_what_is_not_a_key_is_said_to_be_none(text: str) -> None:
    """Text that is not a Multikey of the right kind is malformed."""
    with pytest.raises(NotACertificateError, match="z6Mk"):
        decode_multikey(text)


def test_a_key_survives_its_file(tmp_path: Path) -> None:
    """A saved key signs as before, and only its owner may read the file."""
    key, path = create_key(), tmp_path / "key.pem"
    save_key(key, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key(path).sign(b"x") == key.sign(b"x")
    assert encode_multikey(decode_multikey(key.multikey)) == key.multikey


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """Losing a key would end every certificate it is still to sign."""
    path = tmp_path / "key.pem"
    save_key(create_key(), path)
    before = path.read_bytes()
    with pytest.raises(SecretFileError, match="never overwritten"):
        save_key(create_key(), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("mark", "kind"),
    [(".git", "git work tree"), ("mkdocs.yml", "course"), ("sitemap.xml", "built site")],
)
def test_a_key_is_not_saved_where_it_gets_published(tmp_path: Path, mark: str, kind: str) -> None:
    """Not in a work tree, a course or a built site, however deep, nor through a link."""
    (tmp_path / "public" / "deep").mkdir(parents=True)
    (tmp_path / "public" / mark).touch()
    (tmp_path / "link").symlink_to(tmp_path / "public" / "deep")
    for folder in ("public", "public/deep", "link"):
        path = tmp_path / folder / "key.pem"
        with pytest.raises(SecretFileError, match=kind):
            save_key(create_key(), path)
        assert not path.exists()


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    """The message gives the command that mends it."""
    path = tmp_path / "key.pem"
    save_key(create_key(), path)
    path.chmod(0o640)
    with pytest.raises(SecretFileError, match="chmod 600"):
        load_key(path)


def test_other_files_are_not_keys(tmp_path: Path) -> None:
    """Neither text nor a key of another kind nor a missing file."""
    other = generate_private_key(SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for data in (b"hello", pem):
        path = tmp_path / "key.pem"
        path.write_bytes(data)
        path.chmod(0o600)
        with pytest.raises(SecretFileError, match="not an unencrypted Ed25519 private key"):
            load_key(path)
    with pytest.raises(SecretFileError, match="cannot be read"):
        load_key(tmp_path / "none.pem")


def test_the_private_half_is_never_shown() -> None:
    """A key in a log or a traceback shows its public name only."""
    key = create_key()
    assert repr(key) == f"SigningKey({key.multikey})"


def test_the_did_document_names_every_key() -> None:
    """A key that no longer signs stays, or what it signed would stop verifying."""
    keys = [create_key().multikey, create_key().multikey]
    document = did_document("did:web:example.org", keys)
    assert document["assertionMethod"] == [f"did:web:example.org#{key}" for key in keys]
    assert [item["publicKeyMultibase"] for item in document["verificationMethod"]] == keys


def test_another_key_did_not_sign() -> None:
    """A good signature under another key's name does not match."""
    key, other = create_key(), create_key()
    verify_signature(key.multikey, key.sign(b"x"), b"x")
    with pytest.raises(MismatchError):
        verify_signature(other.multikey, key.sign(b"x"), b"x")
