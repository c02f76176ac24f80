"""Issues certificates that can be verified, and verifies them: registry, credential, PDF, code."""

from coursekit.certificates.checks import Check
from coursekit.certificates.credential import build_credential, read_facts
from coursekit.certificates.errors import (
    CertificateError,
    CredentialError,
    DrawingError,
    MismatchError,
    NotACertificateError,
    RecordError,
    RequestConflictError,
    UncheckableError,
    VerificationError,
)
from coursekit.certificates.facts import (
    CertificateFacts,
    Completion,
    License,
    Provider,
    new_certificate_id,
    printed_id,
)
from coursekit.certificates.issue import Issued, issue
from coursekit.certificates.keys import (
    SigningKey,
    create_key,
    decode_multikey,
    encode_multikey,
    load_key,
    save_key,
)
from coursekit.certificates.known import Known, known_from
from coursekit.certificates.pdf import render_pdf
from coursekit.certificates.proofs import sign_credential, verify_proofs
from coursekit.certificates.registry import Record, Registry
from coursekit.certificates.short import short_url, sign_short
from coursekit.certificates.verify import (
    Verification,
    verify_credential,
    verify_file,
    verify_number,
    verify_short,
    verify_text,
)

__all__ = [
    "CertificateError",
    "CertificateFacts",
    "Check",
    "Completion",
    "CredentialError",
    "DrawingError",
    "Issued",
    "Known",
    "License",
    "MismatchError",
    "NotACertificateError",
    "Provider",
    "Record",
    "RecordError",
    "Registry",
    "RequestConflictError",
    "SigningKey",
    "UncheckableError",
    "Verification",
    "VerificationError",
    "build_credential",
    "create_key",
    "decode_multikey",
    "encode_multikey",
    "issue",
    "known_from",
    "load_key",
    "new_certificate_id",
    "printed_id",
    "read_facts",
    "render_pdf",
    "save_key",
    "short_url",
    "sign_credential",
    "sign_short",
    "verify_credential",
    "verify_file",
    "verify_number",
    "verify_proofs",
    "verify_short",
    "verify_text",
]
