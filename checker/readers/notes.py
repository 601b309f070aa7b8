"""What was noticed about a file itself in, the notes (rule name, Chinese message) for its reviewer out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Signs", "file_notes"]

# Under this many visible characters a document that also has pictures may be a scan with a caption.
FEW_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Signs:
    """Facts about a file that a reviewer should know."""

    macro: bool = False
    hidden: bool = False
    tracked: bool = False
    comments: bool = False
    outside: bool = False
    embedded: bool = False
    pictures: bool = False
    web: bool = False
    white: bool = False


_MESSAGES = {
    "macro": "文件含有宏（可执行的程序），审查时没有运行；如无必要，请另存为不含宏的 .docx 后报送。",
    "hidden": "文件含有隐藏文字，打印时看不到，审查时没有计入；请删去或取消隐藏。",
    "white": "文件里有白色的字，白纸上看不见，审查时照样计入；请核对，不该有的删去，该有的改成黑色。",
    "tracked": "文件含有未处理的修订，审查时按“全部接受”的结果阅读；请接受或拒绝修订后再定稿。",
    "comments": "文件带有批注，批注内容不计入正文；定稿前请处理并删去批注。",
    "outside": "文件引用了网络上的模板或内容，审查时没有访问；请另存为不依赖外部内容的文件。",
    "embedded": "文件中嵌入了另一份文档，其中的文字没有读到；请用 Word 打开后另存为新文件再报送。",
    "web": "这是网页格式的文件，不是真正的 Word 文档，审查时按网页上看得见的文字阅读；请用 Word 打开后另存为 .docx 报送。",
    "pictures": "文件的文字很少而带有图片，图片里的文字无法审查；请把图片中的内容录入为文字。",
}
_RULES = {"outside": "file.external"}


def file_notes(signs: Signs, characters: int) -> tuple[tuple[str, str], ...]:
    """The notes in a fixed order; pictures are mentioned only when there is hardly any text."""
    return tuple(
        (_RULES.get(name, f"file.{name}"), message)
        for name, message in _MESSAGES.items()
        if getattr(signs, name) and (name != "pictures" or characters < FEW_CHARACTERS)
    )
