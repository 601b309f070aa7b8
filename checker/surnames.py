"""Chinese family names (姓): which characters may begin a person's name."""

from __future__ import annotations

from corpus.wordlists import listed

__all__ = ["DOUBLE", "PLAIN", "SURNAMES"]

# 百家姓, simplified, and frequent ones it lacks (全国姓名报告, Ministry of Public Security).
SURNAMES = frozenset(listed("names.surname"))
# Those that are not also everyday words: with these a guess from the form alone is seldom wrong.
PLAIN = SURNAMES - frozenset(listed("names.everyday"))
# 复姓, two characters.
DOUBLE = listed("names.double")
