"""Sealed requests: JSON Web Encryption (RFC 7516) that the learner's browser makes.

Names and license numbers travel by e-mail; sealed, only the provider's private key opens them.
"""

from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from coursekit.records.errors import SealError
from coursekit.records.secret_files import SecretFileError, read_secret, write_secret
from coursekit.records.strict_json import LARGEST

SEALED = "course-request/1 sealed"


class _Seals(jwe.JWERegistry):
    """What a browser's seal consists of; compressed ones, which may unfold without end, are not."""

    max_ciphertext_length = LARGEST


_SEALS = _Seals(algorithms=["ECDH-ES", "A256GCM"])


def create_sealing_key() -> ECKey:
    """Make a key on the curve P-256, named by its thumbprint (RFC 7638)."""
    key = ECKey.generate_key("P-256", private=True)
    return ECKey.import_key({**key.as_dict(private=True), "kid": key.thumbprint()})


def public_part(key: ECKey) -> dict[str, str]:
    """Return what ``sealing_key`` in course.yml holds."""
    whole = key.as_dict(private=False)
    return {name: str(whole[name]) for name in ("kty", "crv", "x", "y", "kid")}


def save_sealing_key(key: ECKey, path: Path) -> None:
    """Write the private key as PEM (PKCS #8) into a new file that only its owner may read.

    Raises:
        SecretFileError: there is such a file, or it would lie where it could be published.
    """
    write_secret(path, key.as_pem(private=True))


def load_sealing_key(path: Path) -> ECKey:
    """Read a private key that `save_sealing_key` wrote.

    Raises:
        SecretFileError: no such file, others may read it, or no such key is in it.
    """
    pem = read_secret(path)
    try:
        key = ECKey.import_key(pem)
    except (JoseError, ValueError, TypeError):
        key = None
    if key is None or not key.is_private or key.curve_name != "P-256":
        raise SecretFileError(
            f"{path}: no private key on the curve P-256; make one: course keys sealing FILE"
        )
    return ECKey.import_key({**key.as_dict(private=True), "kid": key.thumbprint()})


def is_sealed(data: Any) -> bool:
    """Tell whether ``data``, the JSON of a file, is a sealed request."""
    return isinstance(data, dict) and data.get("format") == SEALED


def unseal(data: dict[str, Any], key: ECKey | None) -> bytes:
    """Return the request that was sealed.

    Raises:
        SealError: there is no key, it is another one, or the file was changed.
    """
    if key is None:
        raise SealError("the request is sealed; give the key that opens it: --sealing-key FILE")
    try:
        found = jwe.decrypt_compact(str(data.get("jwe")), key, registry=_SEALS)
    except (JoseError, ValueError, TypeError, KeyError):
        raise SealError(
            "the seal cannot be opened: it was made for another key, or the file was changed"
        ) from None
    return found.plaintext or b""
