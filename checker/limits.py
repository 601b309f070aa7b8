"""How much of a file is looked at before it is refused: every number in one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT", "MEGABYTE", "NAMES", "Limits"]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds (上限) for one file. A bureau that needs others names them in its profile (本局设置, `NAMES`).

    `file_bytes`: the file itself. A report with photographs from a telephone is 5 to 30 MB; 100 MB
    leaves room and still travels over a county network.

    `member_bytes`: one inflated part of a .docx. 2,500 characters are 20 to 200 KB of XML, a book of
    1,000 pages about 20 MB; 35 MB of ordinary paragraphs took 450 MB of memory (measured), so 40 MB
    keeps the process under `memory_bytes`.

    `markup`: signs < and = in all parts together, that is tags and attributes. They cost memory whatever
    they hold: two million take 0.3 to 0.8 GB (measured), 40 MB of empty tags would take several GB.
    2,500 characters come with 2,000 to 20,000 of them, a book of 1,000 pages with about 500,000.

    `total_bytes`: everything inflated of one file. The reader inflates only text parts (document,
    notes, headers, styles, numbering), never pictures; twice the largest part is plenty.

    `ratio`: inflated to packed size of one part, looked at only above `ratio_floor` bytes because tiny
    parts pack well. Ordinary XML of Word packs 5 to 30 times, 20,000 equal paragraphs 250 times (measured);
    deflate itself cannot pass 1,032.

    `entries`: members of the zip. A document with 500 pictures has about 600.

    `depth`: nesting of XML elements. Tables nested 20 deep, more than Word's window can show, need 90;
    libxml2 itself stops at 256, so a larger number here has no effect.

    `paragraphs`, `characters`: what is handed on to the judges. Documents of these kinds have 10 to 500
    paragraphs and 300 to 30,000 characters; a thick book has 10,000 and 500,000.

    `seconds`, `memory_bytes`: one file in the legacy reader, and in a worker process, before it is
    given up (promised: 30 seconds and 1 GB). Resident size, watched from outside: the native image of
    Tika reserves more than 6 GB of address space, so RLIMIT_AS cannot be used.

    `recycle_files`: files one legacy child reads before it is replaced; its resident size grows
    from 100 MB to 500 MB in about 350 files (measured).

    `worker_files`: files one worker process reviews before it is replaced. A new one costs about a second
    of imports, a thousandth of the work of 1,000 files; what libraries leak in between stays small.
    """

    file_bytes: int = 100 * MEGABYTE
    member_bytes: int = 40 * MEGABYTE
    total_bytes: int = 80 * MEGABYTE
    markup: int = 2_000_000
    ratio: int = 300
    ratio_floor: int = 4 * MEGABYTE
    entries: int = 5_000
    depth: int = 256
    paragraphs: int = 20_000
    characters: int = 1_000_000
    seconds: float = 30.0
    memory_bytes: int = 1024 * MEGABYTE
    recycle_files: int = 100
    worker_files: int = 1_000


DEFAULT = Limits()

# What a profile calls them, and how many of the program's units one of its units is.
NAMES: dict[str, tuple[str, int]] = {
    "文件大小（MB）": ("file_bytes", MEGABYTE),
    "单个部件（MB）": ("member_bytes", MEGABYTE),
    "展开总量（MB）": ("total_bytes", MEGABYTE),
    "标记数": ("markup", 1),
    "压缩倍数": ("ratio", 1),
    "压缩倍数起算（MB）": ("ratio_floor", MEGABYTE),
    "部件数": ("entries", 1),
    "嵌套层数": ("depth", 1),
    "段落数": ("paragraphs", 1),
    "字数": ("characters", 1),
    "秒数": ("seconds", 1),
    "内存（MB）": ("memory_bytes", MEGABYTE),
    "旧格式几份换进程": ("recycle_files", 1),
    "审查几份换进程": ("worker_files", 1),
}
