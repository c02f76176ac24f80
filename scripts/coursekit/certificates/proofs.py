"""Two Data Integrity proofs over one credential, by the same Ed25519 key.

``eddsa-rdfc-2022`` is what wallets and Open Badges verifiers check; ``eddsa-jcs-2022`` is what
2 kB of JavaScript can check in a browser. Source: W3C Data Integrity EdDSA Cryptosuites v1.0,
sections 3.2 and 3.3.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import rfc8785

from coursekit.certificates.canonical_template import canonize_alike
from coursekit.certificates.errors import (
    CredentialError,
    MismatchError,
    NotACertificateError,
)
from coursekit.certificates.jsonld import canonize
from coursekit.certificates.keys import (
    SigningKey,
    base58_decode,
    base58_encode,
    decode_multikey,
    verify_signature,
)
from coursekit.records.canonical_json import canonical_json
from coursekit.records.strict_json import texts_in

Credential = dict[str, Any]


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_C1 = re.compile(b"\xc2[\x80-\x9f]")
"""The control characters beyond ASCII, in UTF-8."""


def _any_canonical_json(document: Credential) -> bytes:
    try:
        return rfc8785.dumps(document)
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise CredentialError(f"cannot be written as canonical JSON: {error}") from None


Suites = dict[str, Callable[[Credential], bytes]]

SUITES: Suites = {"eddsa-rdfc-2022": canonize, "eddsa-jcs-2022": _any_canonical_json}
"""By which what is signed is brought into one form."""

_TO_SIGN: Suites = {"eddsa-rdfc-2022": canonize_alike, "eddsa-jcs-2022": canonical_json}
"""The same for what this tool made, which is faster."""


@dataclass(frozen=True)
class Signer:
    """Who a credential says signed it: the issuer's DID and the key under it."""

    did: str
    multikey: str


def sign_credential(credential: Credential, key: SigningKey, created: str) -> Credential:
    """Return ``credential`` with both proofs, made by ``key`` for the issuer it names.

    Args:
        credential: unsigned.
        key: the issuer's key.
        created: the moment of signing, such as ``2026-11-22T10:11:12Z``; with the same moment
            the same credential is signed by the same bytes.

    Raises:
        CredentialError: a term that the signature would not cover, or a control character.
    """
    try:
        text = canonical_json(credential)
    except UnicodeEncodeError:
        _refuse_controls(credential)  # which names the half of a character
        raise
    if b"\\" in text or b"\x7f" in text or _C1.search(text):
        _refuse_controls(credential)
    method = f"{credential['issuer']['id']}#{key.multikey}"
    proofs = []
    for suite, canonical in _TO_SIGN.items():
        form = text if canonical is canonical_json else canonical(credential)
        hashed = _hash_of_options(suite, created, method, tuple(credential["@context"]))
        signature = key.sign(hashed + hashlib.sha256(form).digest())
        value = {"proofValue": "z" + base58_encode(signature)}
        proofs.append(_options(suite, created, method) | value)
    return {**credential, "proof": proofs}


def _options(suite: str, created: str, method: str) -> Credential:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


@lru_cache(maxsize=len(SUITES))
def _hash_of_options(suite: str, created: str, method: str, context: tuple[str, ...]) -> bytes:
    """Return the hash of a proof's options: the same for all that is signed in one second."""
    options = {"@context": list(context), **_options(suite, created, method)}
    return hashlib.sha256(_TO_SIGN[suite](options)).digest()


def named_signer(credential: Credential) -> Signer:
    """Return who the proofs of ``credential`` say made them; nothing is checked by this.

    Raises:
        NotACertificateError: there is not one proof of each kind, by one key of the issuer.
    """
    try:
        proofs = credential["proof"]
        if sorted(proof["cryptosuite"] for proof in proofs) != sorted(SUITES):
            raise ValueError("proofs")
        (method,) = {proof["verificationMethod"] for proof in proofs}
        did, _, multikey = method.partition("#")
        if did != credential["issuer"]["id"]:
            raise ValueError("issuer")
        decode_multikey(multikey)
    except (KeyError, TypeError, ValueError, NotACertificateError):
        raise NotACertificateError(
            "it must carry one proof of each kind (eddsa-rdfc-2022 and eddsa-jcs-2022), made by "
            "one Ed25519 key of its issuer"
        ) from None
    return Signer(did, multikey)


def verify_proofs(credential: Credential) -> Signer:
    """Check both proofs of ``credential`` and return who made them.

    Whether that key belongs to the provider is another question.

    Raises:
        NotACertificateError: the proofs are not of this kind.
        MismatchError: one of the signatures does not match, or covers less than it seems to.
    """
    signer = named_signer(credential)
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    for proof in credential["proof"]:
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        suite = proof["cryptosuite"]
        if options.get("type") != "DataIntegrityProof" or (
            options.get("proofPurpose") != "assertionMethod"
        ):
            raise NotACertificateError(f"the proof {suite} is not a DataIntegrityProof to assert")
        try:
            signature = base58_decode(str(proof["proofValue"])[1:91])
            _refuse_controls(unsigned)
            context = {"@context": unsigned.get("@context")}
            parts = (SUITES[suite](part) for part in (context | options, unsigned))
            signed = b"".join(hashlib.sha256(part).digest() for part in parts)
            verify_signature(signer.multikey, signature, signed)
        except (KeyError, ValueError, RecursionError):
            raise NotACertificateError(f"the proof {suite} carries no signature") from None
        except (CredentialError, MismatchError) as error:
            raise MismatchError(f"{suite}: {error}") from None
    return signer


def _refuse_controls(value: Any) -> None:
    """Refuse control characters: implementations differ in how canonical N-Quads escape them."""
    for text in texts_in(value):
        bad = _CONTROL.search(text)
        if bad:
            raise CredentialError(
                f"control character U+{ord(bad[0]):04X} in {text[:40]!r}; remove it"
            )
