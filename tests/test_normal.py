"""Normalised text is what matching needs, and every span leads back to the raw words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.normal import Normal, _drop, _table, normalise, normalise_all, replace_spans


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("創(chuàng)先爭優", "创先争优"),
        ("服務(wù)幼兒、服務(wù)家長", "服务幼儿、服务家长"),
        ("加强 组织\n建设", "加强组织建设"),
        ("“五个好〞", "“五个好”"),
        ("认真,负责;守纪(律)", "认真，负责；守纪（律）"),
        ("每周,，读书。。", "每周，读书。"),
        ("和-谐", "和谐"),
        ("２０１１年３月", "2011年3月"),
        ("零\u200b宽", "零宽"),
        ("2.\t存在的问题", "2. 存在的问题"),
        ("2.\u2003存在的问题", "2. 存在的问题"),
        ("民眾", "民众"),
    ],
)
def test_noise_is_taken_out(raw: str, wanted: str) -> None:
    assert normalise(raw).text == wanted


def test_a_word_inside_noise_leads_back_to_its_raw_span() -> None:
    raw = "深入開展創(chuàng)先爭優活動"
    normal = normalise(raw)
    start = normal.text.index("创先争优")
    a, b = normal.span(start, start + 4)
    assert raw[a:b] == "創(chuàng)先爭優"


def test_replaced_words_stand_for_the_words_they_replace() -> None:
    normal = replace_spans(normalise("坚持效劳群众"), [(2, 4, "服务")])
    assert normal.text == "坚持服务群众"
    assert normal.span(2, 4) == (2, 4)
    longer = replace_spans(normalise("完本钱职工作"), [(1, 3, "成本")])
    assert longer.raw[slice(*longer.span(1, 3))] == "本钱"


@given(st.text(alphabet=st.sampled_from("学习服務(wù)，, 。\n a1“〞　\u200b創(chuàng)-"), max_size=60))
def test_spans_are_in_order_and_inside_the_raw_text(raw: str) -> None:
    normal: Normal = normalise(raw)
    last = 0
    for i in range(len(normal.text)):
        a, b = normal.span(i, i + 1)
        assert last <= a < b <= len(raw)
        last = a
    assert normal.span(0, len(normal.text))[1] <= len(raw)


_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# What is taken out, as one would write it down: slow.
_PLAIN = re.compile(
    rf"(?<=[\u3400-\u9fff])（[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{{1,6}}）|[{_INVISIBLE}]+"
    rf"|(?<=[{_HAN}，。；：、“”（）])\s+(?=[{_HAN}，。；：、“”（）])|(?<=[{_HAN}])-(?=[{_HAN}])"
    r"|(?<=，)，+|(?<=。)[，。]+|(?<=；)[，；]+|(?<=、)[，、]+|，(?=[。；、])"
)
_NOISY = st.text(
    alphabet=st.sampled_from("学服創務，。；、,(（)）abǎü -\u200b\u00ad\ufeff\n\u3000\u2028\x851“”：\0"),
    max_size=80,
)


@given(_NOISY)
def test_quick_expression_takes_out_what_the_plain_one_does(raw: str) -> None:
    text = raw.translate(_table())
    assert [m.span() for m in _drop().finditer(text)] == [m.span() for m in _PLAIN.finditer(text)]
    assert normalise(raw).text == _PLAIN.sub("", text)


@given(st.lists(_NOISY, max_size=6))
def test_many_texts_at_once_are_as_each_by_itself(raws: list[str]) -> None:
    assert normalise_all(raws) == tuple(map(normalise, raws))
