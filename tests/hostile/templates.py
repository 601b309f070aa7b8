"""Nothing in; templates made to run code, read files, fill the memory or never end out, with what is said of each.

`ATTACKS` maps a name to (the template's paragraphs, words of the Chinese refusal).
"""

from __future__ import annotations

__all__ = ["ATTACKS", "HARMLESS"]

_CALL = "调用"
_LONG = "太长"
_NAME = "下划线"

ATTACKS: dict[str, tuple[tuple[str, ...], str]] = {
    # --- code ---
    "attribute walk": (("{{ ''.__class__.__mro__[1].__subclasses__() }}",), _NAME),
    "attribute walk by index": (("{{ 姓名['__class__'] }}",), _NAME),
    "attribute walk by attr": (("{{ 姓名|attr('__class__') }}",), "attr"),
    "attribute walk by a name put together": (("{{ 姓名['__cla' ~ 'ss__'] }}",), "方括号"),
    "attribute walk by map": (("{{ [姓名]|map(attribute='__class__')|list }}",), _NAME),
    "attribute walk by a dotted map": (("{{ [姓名]|map(attribute='a.__class__')|list }}",), _NAME),
    "attribute walk by sort": (("{{ [姓名]|sort(attribute='__class__') }}",), _NAME),
    "attribute walk by selectattr": (("{{ [姓名]|selectattr('__class__')|list }}",), _NAME),
    "map that calls any filter": (("{{ [姓名]|map('attr', '__class__')|list }}",), "attr"),
    "map to a filter put together": (("{{ [姓名]|map('at' ~ 'tr', 'x')|list }}",), "map"),
    "format string": (("{{ '{0.__class__}'.format(姓名) }}",), _CALL),
    "format_map": (("{{ '{a.__class__}'.format_map({'a': 姓名}) }}",), _CALL),
    "format filter": (("{{ '%s'|format(姓名) }}",), "format"),
    "globals of a method": (("{{ 姓名.join.__globals__ }}",), _NAME),
    "lipsum": (("{{ lipsum.__globals__ }}",), _NAME),
    "cycler": (("{{ cycler('a') }}",), _CALL),
    "joiner": (("{{ joiner() }}",), _CALL),
    "namespace": (("{% set 空 = namespace(甲='a') %}",), _CALL),
    "self": (("{{ self.__init__ }}",), _NAME),
    "the block's own name": (("{{ self }}",), "self"),
    "a field that is called": (("{{ 姓名() }}",), _CALL),
    "a method": (("{{ 姓名.encode('rot13') }}",), _CALL),
    "loop called": (("{% for 人 in [1] recursive %}{{ loop([1]) }}{% endfor %}",), "recursive"),
    "a harmless method with more": (("{{ 姓名.endswith(*[1]) }}",), _CALL),
    "lambda": (("{{ (lambda: 1)() }}",), ""),
    # --- other files, other markup ---
    "include": (("{% include '/etc/passwd' %}",), "include"),
    "import": (("{% import 'os' as os %}",), "import"),
    "from import": (("{% from 'os' import path %}",), "import"),
    "extends": (("{% extends '/etc/passwd' %}",), "extends"),
    "escaping switched off": (("{% autoescape false %}{{ 姓名 }}{% endautoescape %}",), "autoescape"),
    "safe": (("{{ 姓名|safe }}",), "safe"),
    "macro": (("{% macro 甲(n) %}{{ 甲(n) }}{% endmacro %}{{ 甲(1) }}",), "macro"),
    "call block": (("{% call range(1) %}x{% endcall %}",), "call"),
    "block": (("{% block 甲 %}{{ self.甲() }}{% endblock %}",), "block"),
    "filter block": (("{% filter upper %}x{% endfilter %}",), "filter"),
    "do": (("{% do 1 %}",), ""),
    "debug": (("{% debug %}",), ""),
    # --- memory and time ---
    "repeat": (("{{ 'a' * 1000000000 }}",), "*"),
    "repeat a list": (("{{ [1] * 1000000000 }}",), "*"),
    "power": (("{{ 9 ** 9 ** 9 }}",), "**"),
    "percent": (("{{ '%1000000000d' % 1 }}",), "%"),
    "huge range": (("{% for 次 in range(1000000000) %}x{% endfor %}",), "1000"),
    "range to a list": (("{{ range(1000000000)|list|length }}",), "1000"),
    "nested loops": (
        ("{% for 甲 in range(1000) %}" * 4 + "{% endfor %}" * 4,),
        "重复",
    ),
    "nested loops that print": (
        ("{% for 甲 in range(900) %}{% for 乙 in range(900) %}" + "大" * 500 + "{% endfor %}{% endfor %}",),
        "重复",
    ),
    "doubling by set": (
        ("{% set 甲 = 'abcdefgh' %}" + "{% set 甲 = 甲 ~ 甲 %}" * 40 + "{{ 甲 }}",),
        _LONG,
    ),
    "doubling by plus": (
        ("{% set 甲 = 'abcdefgh' %}" + "{% set 甲 = 甲 + 甲 %}" * 40 + "{{ 甲 }}",),
        _LONG,
    ),
    "doubling of a list": (
        ("{% set 甲 = [1, 2, 3, 4] %}" + "{% set 甲 = 甲 + 甲 %}" * 40 + "{{ 甲|length }}",),
        _LONG,
    ),
    "doubling of a list in itself": (
        ("{% set 甲 = [1, 2, 3, 4] %}" + "{% set 甲 = [甲, 甲] %}" * 60 + "{{ 甲 }}",),
        "",
    ),
    "doubling by loops": (
        (
            "".join(f"{{% for 甲{n + 1} in [甲{n} ~ 甲{n} ~ 甲{n} ~ 甲{n}] %}}" for n in range(18)).replace(
                "甲0", "姓名"
            )
            + "{% endfor %}" * 18,
        ),
        _LONG,
    ),
    "doubling by blocks": (
        ("{% set 甲 %}abcdefgh{% endset %}" + "{% set 甲 %}{{ 甲 }}{{ 甲 }}{% endset %}" * 40,),
        "set",
    ),
    "a number that grows": (
        ("{% set 数 = 999999 %}" + "{% set 数 = 数 * 数 %}" * 40 + "{{ 数 }}",),
        "*",
    ),
    "a number of a million digits": (("{{ " + "9" * 100_000 + " }}",), ""),
    "center": (("{{ 姓名|center(1000000000) }}",), "center"),
    "center as a method": (("{{ 姓名.center(1000000000) }}",), _CALL),
    "indent": (("{{ 姓名|indent(1000000000, true) }}",), "indent"),
    "batch filled up": (("{{ [1]|batch(1000000000, 'x')|list|length }}",), "1000"),
    "slice": (("{{ [1]|slice(1000000000)|list|length }}",), "slice"),
    "round": (("{{ 1.5|round(100000000) }}",), "round"),
    "replace that grows": (
        ("{{ 姓名" + ("|replace('a', '" + "a" * 50 + "')") * 8 + " }}",),
        _LONG,
    ),
    "join that grows": (
        ("{{ range(1000)|join('" + "x" * 2000 + "') }}",),
        _LONG,
    ),
    "wordwrap": (("{{ 姓名|wordwrap(1, true, 'xxxxxxxxxxxxxxxxxxxxxxx') }}",), "wordwrap"),
    "brackets 10,000 deep": (("{{ " + "(" * 10_000 + "1" + ")" * 10_000 + " }}",), ""),
    "lists 300 deep": (("{{ " + "[" * 300 + "1" + "]" * 300 + " }}",), ""),
    "loops 60 deep": (("{% for 甲 in [1] %}" * 60 + "{% endfor %}" * 60,), ""),
    "a sum of 20,000 terms": (("{{ " + "+".join(["1"] * 20_000) + " }}",), ""),
    "a filter 20,000 times": (("{{ 姓名" + "|upper" * 20_000 + " }}",), ""),
    "not, 20,000 times": (("{{ " + "not " * 20_000 + "1 }}",), ""),
    "open tags before a long text": (("{{p " * 10 + "长" * 1_000_000,), "没有配上"),
    "100,000 open tags": (("{% " * 100_000,), ""),
    "100,000 open braces": (("{{" * 100_000,), ""),
    "100,000 comments that never end": (("{#" * 100_000,), ""),
}

# What a bureau's template may well want, and must keep.
HARMLESS: dict[str, tuple[str, str]] = {
    "{{ 姓名 }}": "李文秀",
    "{{ 姓名|default('无') }}": "李文秀",
    "{{ 人们|length|汉字数 }}": "二",
    "{{ 人们|map(attribute='名')|顿号 }}": "甲、乙",
    "{{ 人们|selectattr('职', 'equalto', '组长')|map(attribute='名')|join('，') }}": "甲",
    "{% for 人 in 人们 %}{{ loop.index }}{{ 人.名 }}{% if not loop.last %}；{% endif %}{% endfor %}": "1甲；2乙",
    "{% for 行 in 人们|batch(2) %}{{ 行[1].名 }}{% endfor %}": "乙",
    "{% for 月 in range(1, 4) %}{{ 月 }}{% else %}无{% endfor %}": "123",
    "{% set 全称 = 姓名 ~ '同志' %}{{ 全称 }}": "李文秀同志",
    "{{ 数 + 1 }}、{{ 数 * 2 }}、{{ 数 // 2 }}、{{ 数 % 2 }}、{{ -数 }}": "4、6、1、1、-3",
    "{{ '有' if 姓名 and 数 > 2 else '无' }}": "有",
    "{{ 姓名.endswith('秀') and not 姓名.startswith('王') }}": "True",
    "{{ 姓名[0] }}、{{ 姓名[:2] }}": "李、李文",
    "{% if 姓名 in ['李文秀'] and 数 is number %}是{% endif %}": "是",
    "{{ 姓名|replace('李', '王') }}": "王文秀",
    "{{ (人们|first).名 }}{{ (人们|last).名 }}": "甲乙",
    "{# 说明 #}{{ 数|string|trim }}": "3",
    "{{ '{0.__class__}' }}": "{0.__class__}",
}
