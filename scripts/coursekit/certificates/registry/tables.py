"""The registry's tables: the same on SQLite and on PostgreSQL."""

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from coursekit.certificates.evaluations import evaluation_tables

VERSION = 2
"""Of the tables; the first version had certificates and evaluations alone, and no number."""

METADATA = MetaData()

REGISTRY = Table(
    "registry",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),  # there is one row
    Column("version", Integer, nullable=False),
    Column("salt", String(64), nullable=False),  # of the keys by which learners are told apart
    Column("last_seq", Integer, nullable=False),  # of the history; whoever adds to it locks the row
    Column("last_hash", String(64), nullable=False),
)

CERTIFICATES = Table(
    "certificates",
    METADATA,
    Column("certificate_id", String(16), primary_key=True),
    Column("course_id", String(40), nullable=False),
    Column("request_id", String(40), nullable=False),
    Column("learner", String(32), index=True),
    Column("status_index", Integer, nullable=False, unique=True),
    Column("issued_at", String(20), nullable=False, index=True),  # 2026-11-22T10:11:12Z
    # What names the person; all of it is NULL once it was erased.
    Column("facts", JSON(none_as_null=True)),
    Column("credential", Text),  # the signed JSON, byte for byte as in its file
    Column("short", Text),  # the JWS in the printed code
    Column("pdf_sha256", String(64), nullable=False),
    UniqueConstraint("course_id", "request_id", name="one_certificate_per_request"),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(20), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("certificate_id", String(16), nullable=False, index=True),
    Column("detail", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

LEARNER_KEYS = Table(
    "learner_keys",
    METADATA,
    Column("course_id", String(40), primary_key=True),
    Column("kind", String(8), primary_key=True),  # name or license
    Column("key", String(64), primary_key=True),
    Column("learner", String(32), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

ATTEMPTS = Table(
    "attempts",
    METADATA,
    Column("course_id", String(40), primary_key=True),
    Column("request_id", String(40), primary_key=True),
    Column("learner", String(32)),
    Column("course_version", String(40), nullable=False),
    Column("told", Integer, nullable=False),  # the number of the attempt, as the learner tells it
    Column("started", String(20), nullable=False),
    Column("submitted", String(20), nullable=False),
    Column("right", Integer, nullable=False, quote=True),
    Column("asked", Integer, nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("flags", JSON, nullable=False),
    Column("exam_key", String(64)),  # the same for the same exam answered in the same way
    Index("attempts_by_learner", "course_id", "learner"),
    Index("attempts_by_exam", "course_id", "exam_key"),
)

ITEM_ANSWERS = Table(
    "item_answers",
    METADATA,
    Column("sitting", String(36), primary_key=True),  # random: leads to no request
    Column("item", String(60), primary_key=True),
    Column("course_id", String(40), nullable=False),
    Column("course_version", String(40), nullable=False),
    Column("form", String(12), nullable=False),  # the same for the same set of items
    Column("chosen", String(26), nullable=False),  # letters of the source
    Column("right", Integer, nullable=False, quote=True),
    Column("first_attempt", Integer, nullable=False),
    Column("quarter", String(7), nullable=False),
    sqlite_with_rowid=False,
)

QUEUE = Table(
    "queue",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("added_at", String(20), nullable=False),
    Column("name", String(200), nullable=False),  # of the file
    Column("sha256", String(64), nullable=False, unique=True),  # of the file
    Column("body", LargeBinary),  # the file; NULL once it was served
    Column("state", String(8), nullable=False, index=True),  # waiting, held or served
    Column("request_id", String(40)),
    Column("outcome", String(20)),
    Column("accepted_by", Text),
    sqlite_autoincrement=True,
)

EVALUATIONS = evaluation_tables(METADATA)
