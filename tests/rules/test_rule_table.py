"""The table of rules, their pages and their cases are about the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsqa import rules

CASES = Path(__file__).parent
PACKAGE = Path(rules.__file__).parent
SECTIONS = ["What it does", "Why it matters", "Example", "Fix safety", "Options", "Nulls"]
EVERY = rules.TABLE | rules.CONTRACTS
CODES = list(EVERY)


def sections(page: str) -> dict[str, str]:
    """Return the sections of a page: a heading stands on a line of its own, its text is indented below."""
    found: dict[str, str] = {}
    heading = ""
    for line in page.split("\n")[1:]:
        if line and not line.startswith(" "):
            heading = line
            assert heading not in found, heading
            found[heading] = ""
        else:
            assert heading or not line.strip(), line
            found[heading] = found.get(heading, "") + line.strip() + "\n"
    found.pop("", None)
    return found


def test_every_rule_has_cases_and_all_cases_a_rule() -> None:
    # Contracts of columns are no rules on articles: tests/columns has their cases.
    assert {path.stem for path in CASES.glob("*.toml")} == set(rules.TABLE)


def test_every_rule_file_is_in_the_table() -> None:
    files = {path for path in PACKAGE.glob("*/*.py") if "\nRULE = Rule(" in path.read_text("utf-8")}
    assert files == {PACKAGE / f"{module.replace('.', '/')}.py" for _, module in EVERY.values()}


def test_names_are_unique() -> None:
    assert len(rules.CODES) == len(EVERY)


@pytest.mark.parametrize("code", CODES)
def test_table_and_rule_agree(code: str) -> None:
    name, module = EVERY[code]
    rule = rules.get(code)
    assert (rule.code, rule.name, rule.module) == (code, name, f"newsqa.rules.{module}")
    assert module.split(".")[1] == name.replace("-", "_")
    assert rules.get(name) is rule


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    rule = rules.get(code)
    first, _, rest = rule.page.partition("\n")
    assert first.startswith(f"{code} {rule.name}: ")
    assert first.endswith(".")
    assert rest.startswith("\n")
    found = sections(rule.page)
    assert list(found) == [heading for heading in SECTIONS if heading in found]
    assert all(text.strip() for text in found.values())
    reader = rule.family in ("io", "columns")
    assert {"What it does", "Why it matters", "Example", "Nulls"} <= set(found)
    assert ("Fix safety" in found) or (reader and rule.fix == "none")
    if "Fix safety" in found:
        assert found["Fix safety"].startswith("No fix") == (rule.fix == "none")


@pytest.mark.parametrize("code", CODES)
def test_page_names_every_option(code: str) -> None:
    rule = rules.get(code)
    options = list(rule.options._fields)
    text = sections(rule.page).get("Options", "")
    assert bool(text) == bool(options)
    assert all(f"{name}: " in text for name in options)
