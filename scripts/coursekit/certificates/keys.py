"""Ed25519 signing keys: made, kept in a file, and named as Multikey text and did:key.

Formats: PKCS #8 PEM (RFC 8410), Multikey (W3C Controlled Identifiers 1.0, section 2.2.2),
did:key and did:web method specifications.
"""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from coursekit.certificates.errors import MismatchError, NotACertificateError
from coursekit.records.secret_files import SecretFileError, read_secret, write_secret

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC = b"\xed\x01"
"""The multicodec prefix of an Ed25519 public key, which makes every Multikey begin with z6Mk."""


def base58_encode(data: bytes) -> str:
    """Return ``data`` in Bitcoin's base 58."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = _BASE58[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base58_decode(text: str) -> bytes:
    """Return the bytes that ``text`` stands for.

    Raises:
        ValueError: a character that base 58 does not have.
    """
    number = 0
    for character in text:
        number = number * 58 + _BASE58.index(character)
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


def encode_multikey(public_key: Ed25519PublicKey) -> str:
    """Return ``public_key`` as Multikey text: ``z6Mk…``."""
    return "z" + base58_encode(_ED25519_PUBLIC + public_key.public_bytes_raw())


def decode_multikey(text: str) -> Ed25519PublicKey:
    """Return the key that the Multikey ``text`` stands for.

    Raises:
        NotACertificateError: ``text`` is not an Ed25519 key in this form.
    """
    try:
        if not 40 <= len(text) <= 60 or text[0] != "z":
            raise ValueError(text)
        data = base58_decode(text[1:])
        if len(data) != 34 or not data.startswith(_ED25519_PUBLIC):
            raise ValueError(text)
        return Ed25519PublicKey.from_public_bytes(data[2:])
    except ValueError:
        raise NotACertificateError(
            f"{text[:60]!r} is not an Ed25519 key in Multikey form, which begins with z6Mk"
        ) from None


def verify_signature(multikey: str, signature: bytes, message: bytes) -> None:
    """Check that the key ``multikey`` made ``signature`` over ``message``.

    Raises:
        MismatchError: it did not.
        NotACertificateError: ``multikey`` is not a key.
    """
    try:
        decode_multikey(multikey).verify(signature, message)
    except InvalidSignature:
        raise MismatchError("the signature does not match what is signed") from None


class SigningKey:
    """An Ed25519 private key and the names under which its public half is known."""

    def __init__(self, private_key: Ed25519PrivateKey):
        self._private_key = private_key
        self.multikey = encode_multikey(private_key.public_key())

    @property
    def did(self) -> str:
        """The key as an issuer of its own, which a sample is signed by: ``did:key:z6Mk…``."""
        return f"did:key:{self.multikey}"

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of ``message``; the same message gives the same bytes."""
        return self._private_key.sign(message)

    def pem(self) -> bytes:
        """Return the private key as unencrypted PKCS #8 PEM."""
        return self._private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def __repr__(self) -> str:
        """Name the public half only, so that no log holds the private one."""
        return f"SigningKey({self.multikey})"


def create_key() -> SigningKey:
    """Make a key in memory; one that is never saved is a throw-away key for samples."""
    return SigningKey(Ed25519PrivateKey.generate())


def sample_key(seed: bytes) -> SigningKey:
    """Return the key that ``seed``, 32 bytes, gives: for samples that can be made again.

    Whoever knows the seed can sign as it does, so it certifies nothing.
    """
    return SigningKey(Ed25519PrivateKey.from_private_bytes(seed))


def save_key(key: SigningKey, path: Path) -> None:
    """Write ``key`` to a new file at ``path`` that only its owner may read.

    Raises:
        SecretFileError: the file exists, or lies where it gets published sooner or later.
    """
    write_secret(path, key.pem())


def load_key(path: Path) -> SigningKey:
    """Read the key in the file at ``path``.

    Raises:
        SecretFileError: no such file, others may read it, or no unencrypted Ed25519 key is in it.
    """
    pem = read_secret(path)
    try:
        private_key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        private_key = None
    if not isinstance(private_key, Ed25519PrivateKey):
        raise SecretFileError(f"{path}: not an unencrypted Ed25519 private key in PEM")
    return SigningKey(private_key)
