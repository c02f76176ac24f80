"""One archive with everything that an auditor asks for of one year."""

from coursekit.reports.audit.archive import Audit, make_audit

__all__ = ["Audit", "make_audit"]
