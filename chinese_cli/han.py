r"""What a Chinese character is, for expressions: the one place that says it (汉字).

>>> import re
>>> re.findall(f"[{HAN}]+", "云溪县㵲水镇、𬒗村 2011年〇A")
['云溪县㵲水镇', '𬒗村', '年']
"""

from __future__ import annotations

__all__ = ["HAN"]

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The inside of a character class: `[{HAN}]` is one Chinese character, the rarest too (㵲, 㙍, 𬒗 of place names).

Not 〇, which is a figure. Three ranges cost an expression no more time than the everyday one.
"""
