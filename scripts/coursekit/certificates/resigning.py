"""After a signing key was stolen: what it signed is signed again by a new one."""

import json
from collections.abc import Iterator
from pathlib import Path

from coursekit.certificates.drawing import draw, facts_of, restore
from coursekit.certificates.errors import CertificateError, RecordError
from coursekit.certificates.files import staged
from coursekit.certificates.keys import SigningKey
from coursekit.certificates.proofs import named_signer
from coursekit.certificates.registry import Record, Registry, now_text

Resigned = tuple[str, str | None]
"""The number of a certificate, and what stood in the way, if anything did."""


def resign(registry: Registry, stolen: str, key: SigningKey, out_dir: Path) -> Iterator[Resigned]:
    """Sign every certificate on record that ``stolen`` signed again with ``key``, one by one.

    Numbers, facts and places on the status lists stay; credential, code and PDF are new, and are
    written into ``out_dir``. Stopped in between, it goes on where it was when called again.

    Args:
        registry: where certificates are recorded.
        stolen: the public half of the key that somebody else may have.
        key: the new key.
        out_dir: where the files go.
    """
    done = {event.certificate_id for event in registry.events() if event.kind == "resigned"}
    for record in registry.records():
        if record.credential is None:
            continue
        number = record.certificate_id
        signer = named_signer(json.loads(record.credential)).multikey
        try:
            if signer == stolen:
                _resign(registry, record, key, out_dir)
            elif signer == key.multikey and number in done:
                restore(record, out_dir)
            else:
                continue
        except CertificateError as error:
            yield number, str(error)
        else:
            yield number, None


def _resign(registry: Registry, record: Record, key: SigningKey, out_dir: Path) -> None:
    drawn = draw(facts_of(record), key, now_text())
    with staged(drawn.files(out_dir)) as put:
        with registry.transaction() as transaction:
            if transaction.find(record.certificate_id) != record:
                raise RecordError("somebody else changed it meanwhile; give the command again")
            transaction.resign(record, drawn.credential, drawn.short, drawn.pdf_sha256)
        put()
