"""What is generated from the code is up to date."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newsqa import config, rules
from newsqa.suite import Suite, built_in

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "tools" / "generate_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_up_to_date(generator: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert generator.main(["--check"]) == 0, capsys.readouterr().err


def test_check_names_what_is_out_of_date(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = generator.generated()
    monkeypatch.setattr(generator, "generated", lambda: files)
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    assert generator.main([]) == 0
    assert generator.main(["--check"]) == 0
    (tmp_path / "docs" / "suites.md").write_text("edited", "utf-8")
    (tmp_path / "docs" / "rules" / "XXX001.md").write_text("a rule that is no more", "utf-8")
    capsys.readouterr()
    assert generator.main(["--check"]) == 1
    assert re.findall(r"out of date: (\S+)", capsys.readouterr().err) == [
        "docs/suites.md",
        "docs/rules/XXX001.md",
    ]
    assert generator.main([]) == 0
    assert generator.main(["--check"]) == 0


def test_the_output_depends_on_nothing_else(generator: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = "".join(generator.generated().values())
    assert str(ROOT) not in text
    assert "\x1b" not in text


def test_readme_lists_the_rules_of_the_table() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    region = text.partition("<!-- generated: rules -->")[2].partition("<!-- end -->")[0]
    listed = re.findall(r"^\| \[([A-Z]+\d+)\]\((\S+)\) \| `(\S+)` \|", region, re.MULTILINE)
    assert [(code, name) for code, _, name in listed] == [
        (code, name) for code, (name, _) in rules.TABLE.items()
    ]
    assert all((ROOT / page).is_file() for _, page, _ in listed)


@pytest.fixture(scope="module")
def schemas() -> dict[str, object]:
    data: dict[str, object] = json.loads((ROOT / "docs" / "configuration.schema.json").read_text("utf-8"))
    return data


@pytest.mark.parametrize("name", built_in())
def test_suites_fit_the_json_schema(name: str, schemas: dict[str, object]) -> None:
    jsonschema = pytest.importorskip("jsonschema")  # comes with the extra "gx"
    from newsqa.commands.suite import as_object

    validator = jsonschema.Draft202012Validator({**schemas, "anyOf": [{"$ref": "#/$defs/suite"}]})
    given = {key: value for key, value in as_object(Suite.load(name)).items() if value is not None}
    assert [error.message for error in validator.iter_errors(given)] == []
    given["expect"].append({"rule": "repeated-lede", "min_words": 3})
    assert list(validator.iter_errors(given))


def test_configuration_fits_the_json_schema(schemas: dict[str, object], tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator({**schemas, "anyOf": [{"$ref": "#/$defs/configuration"}]})
    given = {
        "suite": "wire",
        "ignore": ["DAT"],
        "fail-level": "error",
        "preview": True,
        "fields": {"text": "Copy"},
    }
    assert list(validator.iter_errors(given)) == []
    (tmp_path / "newsqa.toml").write_text(
        'suite = "wire"\nignore = ["DAT"]\nfail-level = "error"\npreview = true\nfields = { text = "Copy" }\n',
        "utf-8",
    )
    assert config.load(tmp_path / "newsqa.toml").fail_level == "error"
    assert list(validator.iter_errors({"fail-levle": "error"}))


def test_no_page_is_missing_a_target() -> None:
    """Relative links lead to files that exist."""
    pages = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]
    broken = []
    for page in pages:
        text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not target.startswith("http") and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_generator_is_complete(generator: ModuleType, tmp_path: Path) -> None:
    """A region without its mark is an error, not a silent gap."""
    shutil.copy(ROOT / "README.md", tmp_path / "README.md")
    text = (tmp_path / "README.md").read_text("utf-8").replace("<!-- generated: rules -->", "")
    with pytest.raises(ValueError, match="rules"):
        generator.fill(text, {"rules": "x"})
