"""Items are held against the schemas that a suite points to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import newsqa
from newsqa.suite import Suite

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="nitf"><xs:complexType>
<xs:sequence><xs:element name="body"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""
JSON_SCHEMA = {"type": "object", "required": ["uri"], "properties": {"urgency": {"type": "integer"}}}
ITEM = {"uri": "urn:1", "type": "text", "body_text": "One.", "urgency": 4}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "nitf.xsd").write_text(XSD)
    (tmp_path / "ninjs.json").write_text(json.dumps(JSON_SCHEMA))
    path = tmp_path / "suite.toml"
    path.write_text(
        'extends = "scrape"\n[standards]\nnitf_schema = "nitf.xsd"\nninjs_schema = "ninjs.json"\n'
    )
    return path


def messages(path: Path, suite: Path | str) -> list[str]:
    return newsqa.check(path, suite=suite, select=["STD001", "STD003"]).findings["message"].to_pylist()


def test_xml(tmp_path: Path, suite: Path) -> None:
    item = tmp_path / "a.nitf"
    item.write_text("<nitf><body><body.content><p>One.</p></body.content></body></nitf>")
    assert messages(item, suite) == []
    item.write_text("<nitf>\n<foot/></nitf>")
    (message,) = messages(item, suite)
    assert message.startswith("does not fit the schema of NITF: Element 'foot'")
    assert message.endswith("(line 2)")
    assert messages(item, "scrape") == ["lacks body, which NITF requires"]


def test_json(tmp_path: Path, suite: Path) -> None:
    item = tmp_path / "in" / "a.json"
    item.parent.mkdir()
    item.write_text(json.dumps(ITEM))
    assert messages(item, suite) == []
    item.write_text(json.dumps({**ITEM, "urgency": "high"}))
    (message,) = messages(item, suite)
    assert message == "does not fit the schema of ninjs: $.urgency: 'high' is not of type 'integer'"


def test_references_are_not_fetched(tmp_path: Path, suite: Path) -> None:
    (tmp_path / "ninjs.json").write_text(json.dumps({"$ref": "https://example.com/schema.json"}))
    item = tmp_path / "item.json"
    item.write_text(json.dumps(ITEM))
    report = newsqa.check(item, suite=suite, select=["STD001"])
    assert not report.ok
    assert "example.com" in report.broken[0]


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('nitf_schema = "none.xsd"', "there is no file"),
        ("nitf_schema = 1", "must be the name of a file"),
        ('rss_schema = "a.xsd"', "unknown key 'standards.rss_schema'"),
    ],
)
def test_what_is_no_schema_is_named(tmp_path: Path, toml: str, told: str) -> None:
    path = tmp_path / "suite.toml"
    path.write_text(f'extends = "scrape"\n[standards]\n{toml}\n')
    with pytest.raises(newsqa.SuiteError, match=told):
        Suite.load(path)


@pytest.mark.parametrize("content", ["", "<xs:schema", "{", '{"type": 1}'])
def test_a_broken_schema_stops_the_run_before_it_begins(tmp_path: Path, suite: Path, content: str) -> None:
    (tmp_path / ("ninjs.json" if content.startswith("{") else "nitf.xsd")).write_text(content)
    (tmp_path / "a.txt").write_text("A text.")
    with pytest.raises(newsqa.InputError, match="the schema cannot be used"):
        newsqa.check(tmp_path / "a.txt", suite=suite)


def test_a_changed_schema_is_not_taken_for_the_old_one(tmp_path: Path, suite: Path) -> None:
    from newsqa.source import Source

    item = tmp_path / "item.json"
    item.write_text(json.dumps(ITEM))

    def digest() -> bytes:
        (job,) = Source(str(item), schemas=Suite.load(suite).schemas).jobs()
        identity = job.identify()
        assert identity
        return identity.digest

    before = digest()
    assert digest() == before
    (tmp_path / "ninjs.json").write_text("{}")
    assert digest() != before


def test_a_suite_with_schemas_is_shown_and_loads_again(tmp_path: Path, suite: Path) -> None:
    from newsqa.commands.suite import as_toml

    shown = tmp_path / "shown.toml"
    shown.write_text(as_toml(Suite.load(suite)))
    assert Suite.load(shown) == Suite.load(suite)._replace(name="suite")


def test_a_reference_that_leads_nowhere_is_named(tmp_path: Path, suite: Path) -> None:
    (tmp_path / "ninjs.json").write_text('{"properties": {"uri": {"$ref": "file:///nowhere.json"}}}')
    (tmp_path / "a.json").write_text(json.dumps(ITEM))
    report = newsqa.check(tmp_path / "a.json", suite=suite, select=["IO001", "STD001"])
    (message,) = report.findings["message"].to_pylist()
    assert message.startswith("cannot be held against ")
    assert message.endswith("refers to file:///nowhere.json, and only what is in the file itself is known")
