"""Tasks in, answers out, from worker processes in which one file's hang or crash harms no other."""

from __future__ import annotations

from checker.pool.pool import Hands, Pool, in_order
from checker.pool.worker import Answer, Lost, WorkersBroken

__all__ = ["Answer", "Hands", "Lost", "Pool", "WorkersBroken", "in_order"]
