"""The tasks of `checker.reviewing` in, their answers out, from other machines: a pool on Dask distributed (集群).

Whoever uses it sees what `checker.pool.Pool` shows: `submit`, `take`, `waiting`. What is reviewed, what is
remembered and what is reported does not know where a review was made.
"""

from __future__ import annotations

from checker.cluster.connect import ClusterTrouble, connected
from checker.cluster.far_pool import FarPool

__all__ = ["ClusterTrouble", "FarPool", "connected"]
