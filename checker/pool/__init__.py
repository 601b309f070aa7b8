"""Tasks in, answers out, from worker processes that a file can hang, crash or bloat without harm to others."""

from __future__ import annotations

from checker.pool.pool import Pool, in_order
from checker.pool.worker import Answer, Lost, WorkersBroken

__all__ = ["Answer", "Lost", "Pool", "WorkersBroken", "in_order"]
