"""Requests on standard input in, the XHTML of iscc-tika on standard output out; one child process.

Run as a script, not with -m: -m would put the current folder, which may be full of strangers' files, on
the module path. A message is four bytes of length (big-endian) and that many bytes. A request is JSON
({"seconds": …}) followed by a second message, the file; the answer is JSON.
"""

from __future__ import annotations

import sys

del sys.path[0]  # this folder: its module names must not shadow others

import faulthandler  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import struct  # noqa: E402
from typing import Any, BinaryIO  # noqa: E402

MAX_CHARACTERS = 20_000_000


def receive(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end of the stream."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    body = stream.read(size)
    return body if len(body) == size else None


def send(stream: BinaryIO, body: bytes) -> None:
    """Write one message."""
    stream.write(struct.pack(">I", len(body)))
    stream.write(body)
    stream.flush()


def extractor() -> Any:
    """Tika, told to give structure, headers and footers, and to leave pictures alone."""
    import iscc_tika

    office = iscc_tika.OfficeParserConfig().set_include_headers_and_footers(True)
    pdf = iscc_tika.PdfParserConfig().set_ocr_strategy(iscc_tika.PdfOcrStrategy.NO_OCR)
    made = iscc_tika.Extractor().set_xml_output(True).set_extract_string_max_length(MAX_CHARACTERS)
    return made.set_office_config(office).set_pdf_config(pdf.set_extract_annotation_text(False))


def answer(tika: Any, data: bytes) -> dict[str, Any]:
    """What Tika makes of one file."""
    try:
        xhtml, metadata = tika.extract_bytes_to_string(bytearray(data))
    except Exception as error:
        return {"error": str(error)[:2000]}
    return {"xhtml": xhtml, "metadata": metadata}


def main() -> None:
    """Serve requests until the parent closes the pipe."""
    stdin = sys.stdin.buffer
    # Whatever native code prints must not get between the messages.
    stdout = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        tika = extractor()
    except Exception:
        tika = None
    while (request := receive(stdin)) is not None and (data := receive(stdin)) is not None:
        # If the parent has died it cannot stop us; this ends the process even inside native code.
        faulthandler.dump_traceback_later(json.loads(request)["seconds"] + 5, exit=True, file=nowhere)
        reply = {"missing": True} if tika is None else answer(tika, data)
        faulthandler.cancel_dump_traceback_later()
        send(stdout, json.dumps(reply, ensure_ascii=True).encode())


if __name__ == "__main__":
    main()
