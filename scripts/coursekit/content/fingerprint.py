"""What a text says, as a short hash: what is saved for it holds while the hash is the same."""

import hashlib
import json


def fingerprint(*texts: str) -> str:
    """Return 12 hex digits (48 bits of SHA-256) for ``texts``.

    White space is folded, so that text may be wrapped anew.
    """
    folded = [" ".join(text.split()) for text in texts]
    return hashlib.sha256(json.dumps(folded).encode()).hexdigest()[:12]
