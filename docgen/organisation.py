"""A Party organisation's full name in; what it is called in running text, and our own words fitted to it, out.

Templates and packaged wording speak of a 党支部. A 党总支 or a 党委 has another secretary, another committee
and another title, and is never to be called a branch.
"""

from __future__ import annotations

import re

__all__ = ["NAMES", "called", "fitted", "kind_of", "other_school"]

BRANCH, GENERAL, COMMITTEE = "党支部", "党总支", "党委"
# What templates may use beside the fields: 党支部/支部/支部委员会, 党总支/总支/总支部委员会, 党委/党委/党委.
NAMES = ("党组织类别", "党组织简称", "党组织委员会")
_CALLED = {
    BRANCH: (BRANCH, "支部", "支部委员会"),
    GENERAL: (GENERAL, "总支", "总支部委员会"),
    COMMITTEE: (COMMITTEE, "党委", "党委"),
}
_ASIDE = re.compile(r"[（(][^（()）]*[）)]\Z")
_PARTY = re.compile(r"\A(?:中国共产党|中共)")
_SCHOOL = re.compile(r"(?:[小中]学|学校|幼儿园|中心校|教学点)\Z")
_CENTRAL = re.compile(
    r"中心学?校\Z"
)  # a township's: its 中心小学 goes by this name, and so does what is over its schools
_SEVERAL = re.compile(r"[、，和与及]|联合")
_TAILS = (
    (GENERAL, re.compile(r"总支部?(?:委员会|委会|委)?\Z")),
    (BRANCH, re.compile(r"(?:支部(?:委员会|委会|委)?|支委会|党小组)\Z")),
    (COMMITTEE, re.compile(r"(?:党委|党委会|委员会)\Z")),
)
_OURS = {
    GENERAL: {
        "支部委员会": "总支部委员会",
        "支部大会": "党员大会",
        "支委会": "总支委员会",
        "支委": "总支委员",
        "党支部": "党总支",
        "支部": "总支",
    },
    COMMITTEE: {
        "支部委员会": "党委",
        "支部大会": "党员大会",
        "支委会": "党委会",
        "支委": "党委委员",
        "党支部": "党委",
        "支部": "党委",
    },
}
_WORDS = re.compile("支部委员会|支部大会|支委会|支委(?!员)|党支部|支部")


def kind_of(name: str) -> str:
    """What sort of organisation this is; a name that does not say is taken for a branch.

    >>> kind_of("中共石桥小学总支部委员会"), kind_of("中共县教育局委员会机关支部委员会"), kind_of("石桥中学党委")
    ('党总支', '党支部', '党委')
    >>> kind_of("中国共产党石桥中学委员会"), kind_of("石桥小学党总支（含教学点）"), kind_of("石桥小学")
    ('党委', '党总支', '党支部')
    """
    words = "".join(name.split())
    words = _ASIDE.sub("", words) or words
    return next((kind for kind, tail in _TAILS if tail.search(words)), BRANCH)


def called(name: str) -> dict[str, object]:
    """The names a template may use for the organisation.

    >>> called("石桥小学党总支")
    {'党组织类别': '党总支', '党组织简称': '总支', '党组织委员会': '总支部委员会'}
    """
    return dict(zip(NAMES, _CALLED[kind_of(name)], strict=True))


def fitted(words: str, name: str) -> str:
    """Packaged wording, written for a branch, as this organisation would say it.

    >>> fitted("支部书记负总责，支委会集体讨论，支部委员带头。", "石桥小学党总支")
    '总支书记负总责，总支委员会集体讨论，总支委员带头。'
    """
    ours = _OURS.get(kind_of(name))
    return _WORDS.sub(lambda m: ours[m[0]], words) if ours else words


def other_school(school: str, name: str) -> bool:
    """Whether the organisation's name has another school's name in it than the one given as its school.

    >>> other_school("石桥小学", "石桥镇中心小学党支部"), other_school("石桥小学", "中共青禾县石桥小学支部委员会")
    (True, False)
    >>> other_school("云溪县石桥镇中心小学（含教学点）", "石桥镇中心小学党总支"), other_school("石桥小学", "教育局机关支部")
    (False, False)
    >>> other_school("石桥小学", "双井小学、石桥小学联合党支部"), other_school("石桥小学东校区", "石桥小学第一党支部")
    (False, False)
    >>> other_school("石桥镇中心小学", "中共石桥镇中心校支部"), other_school("双井小学", "石桥镇中心学校党总支")
    (False, False)
    """
    school, name = (_ASIDE.sub("", "".join(words.split())) for words in (school, name))
    for _, tail in _TAILS:
        own = tail.sub("", name)
        if own != name:
            break
    own = _PARTY.sub("", own).removesuffix("党")
    if not _SCHOOL.search(own) or not _SCHOOL.search(school) or _SEVERAL.search(own):
        return False
    if _CENTRAL.search(own) or _CENTRAL.search(school):
        return False
    return own not in school and school not in own
