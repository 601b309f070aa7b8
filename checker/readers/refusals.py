"""The ways in which a file cannot be read, in one place: each a reason and an advice in plain Chinese."""

from __future__ import annotations

from checker.document import Unreadable
from checker.limits import Limits

__all__ = ["SAVE_AS_WORD", "bomb", "crowded", "damaged", "encrypted", "no_text", "too_deep", "too_long"]

SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 Word 文档（.docx）后重新报送。"


def encrypted() -> Unreadable:
    """A file that wants a password."""
    return Unreadable("encrypted", "文件设有打开密码，无法读取。", "请去掉密码后重新报送。")


def damaged(detail: str = "内部结构不完整") -> Unreadable:
    """A file that is broken inside."""
    return Unreadable(
        "damaged",
        f"文件已损坏：{detail}。",
        "请用 Word 或 WPS 打开原文件（可选“打开并修复”），另存为 Word 文档（.docx）后重新报送。",
    )


def no_text(pictures: bool = False, hidden: bool = False, embedded: bool = False) -> Unreadable:
    """A file without a visible character; but it has pictures, hidden text, or another document in it."""
    if embedded:
        return Unreadable(
            "unsupported",
            "文件里只有嵌入的另一份文档，其中的文字没有读到。",
            "请打开文件核对，把嵌入的文档单独另存为 Word 文档（.docx）后重新报送。",
        )
    if pictures:
        return Unreadable(
            "image_only",
            "文件里只有图片（扫描件或照片），没有可以读取的文字。",
            "请报送可以选中文字的 Word 文档；只有纸质件的，请录入文字后报送。",
        )
    if hidden:
        return Unreadable("empty", "文件里的文字全部设为隐藏，看不到内容。", "请取消隐藏文字后重新报送。")
    return Unreadable("empty", "文件里没有文字。", "请检查原文件，填写内容后再报送。")


def too_long(limits: Limits) -> Unreadable:
    """A text longer than any document we are asked to judge."""
    return Unreadable(
        "too_large",
        f"文件太长：超过 {limits.paragraphs} 段或 {limits.characters} 字。",
        "请确认报送的是这一份材料本身，删去无关内容后重新报送。",
    )


def too_deep() -> Unreadable:
    """A file nested deeper than any real one."""
    return Unreadable("too_large", "文件内部嵌套层数过多，内容异常。", "请另存为新的 Word 文档后重新报送。")


def crowded(limits: Limits) -> Unreadable:
    """A zip with more members than any document has."""
    return Unreadable(
        "too_large",
        f"文件内部的部件超过 {limits.entries} 个，内容异常。",
        "请另存为新的 Word 文档后重新报送。",
    )


def bomb() -> Unreadable:
    """A part that inflates beyond every measure."""
    return Unreadable(
        "too_large",
        "文件解压后过大，疑似恶意的压缩炸弹或内容异常。",
        "请用 Word 或 WPS 打开原文件核对内容，另存后重新报送。",
    )
