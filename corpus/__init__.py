"""What a document of a campaign must say: loads a standard (规范) from its YAML file.

>>> standard = load_standard("chuangxianzhengyou")
>>> [e.title for e in standard.elements if e.group == "leads"][0]
'带头学习提高'
"""

from corpus.standard import DocumentKind, Element, Group, Phase, SectionRule, Standard
from corpus.standardfile import (
    StandardError,
    element_titles,
    load_standard,
    outlined_standard,
    standard_names,
)

__all__ = [
    "DocumentKind",
    "Element",
    "Group",
    "Phase",
    "SectionRule",
    "Standard",
    "StandardError",
    "element_titles",
    "load_standard",
    "outlined_standard",
    "standard_names",
]
__version__ = "0.1.0"
