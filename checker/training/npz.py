"""Arrays in, the same bytes of an .npz file out whenever and wherever they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

__all__ = ["npz", "text_array"]


def text_array(lines: Sequence[str]) -> Any:
    """Lines as bytes, one below the other."""
    import numpy as np

    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def npz(box: dict[str, Any]) -> bytes:
    """An .npz with fixed times, so that the same arrays give the same bytes."""
    import numpy as np

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(box):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(box[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue(), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
