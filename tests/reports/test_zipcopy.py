import io
import zipfile

import pytest

from checker.reports.zipcopy import rewrite_bytes


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, content in members.items():
            z.writestr(name, content)
    return out.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        assert z.testzip() is None
        return {name: z.read(name) for name in z.namelist()}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_members_stay_change_come_and_go(method: int) -> None:
    source = archive({"a": b"1" * 999, "文": b"2", "c": b"3"}, method)
    result = contents(rewrite_bytes(source, {"c": b"neu", "d": b"4"}, frozenset({"文"})))
    assert result == {"a": b"1" * 999, "c": b"neu", "d": b"4"}
    assert list(result) == ["a", "c", "d"]


def test_kept_members_are_not_unpacked() -> None:
    source = archive({"bomb": b"\0" * 50_000_000, "a": b"1"})
    result = rewrite_bytes(source, {"a": b"2"})
    assert len(result) < 60_000
    with zipfile.ZipFile(io.BytesIO(result)) as z:
        assert z.getinfo("bomb").file_size == 50_000_000


def test_streamed_zips_with_descriptors_are_understood() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as z:  # type: ignore[call-overload]
        z.writestr("a", b"1" * 100)
        z.writestr("b", b"2" * 100)
    assert contents(rewrite_bytes(bytes(pipe.data), {})) == {"a": b"1" * 100, "b": b"2" * 100}


def test_the_time_of_day_does_not_show() -> None:
    first = archive({"a": b"1"})
    info = zipfile.ZipInfo("a", (2024, 5, 6, 7, 8, 10))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(info, b"1", zipfile.ZIP_DEFLATED)
    assert rewrite_bytes(first, {}) == rewrite_bytes(out.getvalue(), {})


def test_of_two_members_of_one_name_the_last_counts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z, pytest.warns(UserWarning):
        z.writestr("a", b"first")
        z.writestr("a", b"last")
    assert contents(rewrite_bytes(out.getvalue(), {})) == {"a": b"last"}


def test_a_member_whose_data_is_cut_off_is_refused() -> None:
    source = bytearray(archive({"a": b"1" * 100}))
    source[0:4] = b"XXXX"
    with pytest.raises(zipfile.BadZipFile):
        rewrite_bytes(bytes(source), {})
