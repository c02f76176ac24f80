"""The JSON Schemas (2020-12) of the files that learners save, as the site publishes them."""

import json

from pydantic import BaseModel

from coursekit.records.completion import Completion
from coursekit.records.progress import ProgressCopy
from coursekit.records.request import CertificateRequest
from coursekit.records.signoff import Signoff

_FORMATS: dict[str, type[BaseModel]] = {
    "course-completion-1.json": Completion,
    "course-progress-1.json": ProgressCopy,
    "course-request-1.json": CertificateRequest,
    "course-signoff-1.json": Signoff,
}


def schema_texts() -> dict[str, str]:
    """Return the text of each schema, by the name of its file."""
    return {name: _text(model) for name, model in _FORMATS.items()}


def _text(model: type[BaseModel]) -> str:
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
