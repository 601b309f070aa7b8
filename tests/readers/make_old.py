"""Texts in, the bytes of small .rtf, .pdf and OLE files out, written by hand."""

from __future__ import annotations

import hashlib
import struct


def rtf(*paragraphs: str) -> bytes:
    """An RTF with these paragraphs."""
    body = ""
    for text in paragraphs:
        body += "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text) + "\\par\n"
    head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0 SimSun;}}\\uc1\\pard\\plain\\f0 "
    return (head + body + "}").encode("ascii")


def pdf(text: str, *, encrypted: bool = False, bookmark: str = "") -> bytes:
    """A PDF of one page with a line of Latin text (none: a page without text), and perhaps a bookmark to it."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET" if text else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    trailer = ""
    if bookmark:
        objects[0] = "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
        objects += [
            "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
            f"<< /Title ({bookmark}) /Parent 6 0 R /Dest [3 0 R /Fit] >>",
        ]
    if encrypted:
        # The checks of the standard handler fail for every password: the file cannot be opened.
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >>")
        trailer = (
            f" /Encrypt 6 0 R /ID [<{hashlib.md5(b'id').hexdigest()}> <{hashlib.md5(b'id').hexdigest()}>]"
        )
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    return (
        out
        + f"trailer << /Size {len(places) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )


def ole(*names: str, fib_flags: int = 0) -> bytes:
    """An OLE file with a directory of these streams; the first stream begins at sector 1."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9)
    entries = b""
    for name in ("Root Entry", *names):
        raw = name.encode("utf-16-le") + b"\0\0"
        kind = 5 if name == "Root Entry" else 2
        entries += (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 0)
            + bytes(48)
            + struct.pack("<I", 1)
            + bytes(8)
        )
    directory = entries.ljust(512 * (len(entries) // 512 + 1), b"\0")[:512]
    fib = struct.pack("<H8xH", 0xA5EC, fib_flags).ljust(4096, b"\0")
    return header.ljust(512, b"\0") + directory + fib
