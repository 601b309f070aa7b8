"""Documents that point at a server which is listening: nobody ever calls it, whatever reads the file."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cli import main
from checker.job import Job
from checker.names import Found
from checker.reviewing import review_one
from tests.hostile.catalogue import from_elsewhere, odt
from tests.readers.make_old import pdf

TEXT = "石桥小学承诺书正文，我每周听两节课。"


class Listener:
    """A server on this machine that writes down every call."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            with client:
                self.calls.append(client.recv(1000))

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def callers(address: str) -> dict[str, bytes]:
    """A file of each format that asks for something at the address."""
    entity = f'<!DOCTYPE x SYSTEM "{address}/x.dtd" [<!ENTITY e SYSTEM "{address}/e">]>'
    picture = (
        '<text:p>{}<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><draw:image xlink:href="{}/o.png" '
        'xlink:actuate="onLoad"/></draw:frame></text:p>'
    )
    script = f"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({address}/p) >> >>".encode()
    return {
        "a.docx": from_elsewhere(address),
        "b.docx": _with_part(from_elsewhere(address), "word/styles.xml", entity + "<x>&e;</x>"),
        "c.odt": odt(picture.format(TEXT, address)),
        "d.odt": odt(f"<text:p>{TEXT}&e;</text:p>", prolog=entity),
        "e.rtf": (
            "{\\rtf1\\ansi{\\*\\template " + address + "/t.dot}{\\field{\\*\\fldinst INCLUDEPICTURE \\\\d "
            f'"{address}/r.png"' + "}{\\fldrslt x}} Some words to read here.}"
        ).encode(),
        "f.pdf": pdf("Some words to read here").replace(b"<< /Type /Catalog /Pages 2 0 R >>", script),
        "g.html": f'<html><img src="{address}/h.png"><p>{TEXT}</p></html>'.encode(),
        "h.txt": f"{TEXT}\n{address}/t\n".encode(),
    }


def _with_part(data: bytes, name: str, xml: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member, content in {**parts, name: xml.encode()}.items():
            archive.writestr(member, content)
    return stream.getvalue()


def test_nobody_is_called(listener: Listener, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Through the whole program: reviewed, commented, rebuilt by LibreOffice where there is one."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, data in callers(listener.address).items():
        (folder / name).write_bytes(data)
    assert main(["check", str(folder), "-o", str(tmp_path / "结果"), "--format", "jsonl"]) == 3
    capsys.readouterr()
    assert listener.calls == []
    # The test can fail: the listener hears who calls.
    with socket.create_connection(("127.0.0.1", int(listener.address.rpartition(":")[2]))) as client:
        client.sendall(b"x")
    for _ in range(200):
        if listener.calls:
            break
        threading.Event().wait(0.01)
    assert listener.calls == [b"x"]


def test_reviewing_opens_no_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError("a socket was opened")

    for name, data in callers("http://127.0.0.1:9").items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    states = {}
    for name in callers("http://127.0.0.1:9"):
        review = review_one(Found(tmp_path / name, name), Job(copies=tmp_path / "结果"))
        states[name] = review.status
        if name == "a.docx":
            assert "file.external" in {f.rule for f in review.findings}
    assert states == {
        "a.docx": "revise",
        "b.docx": "unreadable",
        "c.odt": "revise",
        "d.odt": "unreadable",
        "e.rtf": "revise",
        "f.pdf": "revise",
        "g.html": "revise",
        "h.txt": "revise",
    }
