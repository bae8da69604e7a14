"""Configuration: ``[tool.newsqa]`` in the closest pyproject.toml, or newsqa.toml; the command line wins."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsqa.errors import SuiteError


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a project; None or empty where it says nothing. ``suite`` is resolved against the file's folder."""

    suite: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    preview: bool = False
    timezone: str | None = None
    reference_time: str | None = None
    output_format: str | None = None
    fail_level: str | None = None
    unsafe_fixes: bool = False
    fields: dict[str, str] = field(default_factory=dict)


_LISTS = ("select", "ignore", "extend_select")
_FLAGS = ("preview", "unsafe_fixes")


def find(start: Path) -> Path | None:
    """Return the closest newsqa.toml, or pyproject.toml with a table [tool.newsqa], in ``start`` or a folder above."""
    for folder in (start, *start.parents):
        if (own := folder / "newsqa.toml").is_file():
            return own
        if (project := folder / "pyproject.toml").is_file() and "newsqa" in _read(project).get("tool", {}):
            return project
    return None


def load(path: Path | None) -> Config:
    """Return the settings of a configuration file (None: no settings); SuiteError names file and key of what is wrong."""
    if path is None:
        return Config()
    data = _read(path)
    table = data.get("tool", {}).get("newsqa", {}) if path.name == "pyproject.toml" else data
    return Config(**{key.replace("-", "_"): _value(key, value, path) for key, value in table.items()})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SuiteError(f"{path}: the configuration cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: not valid TOML: {error}") from None


def _value(key: str, value: Any, path: Path) -> Any:
    name = key.replace("-", "_")
    known = [name.replace("_", "-") for name in Config.__dataclass_fields__]
    if name not in Config.__dataclass_fields__:
        from newsqa.rules import suggestion

        raise SuiteError(f"{path}: unknown key '{key}'{suggestion(key, known)} (known: {', '.join(known)})")
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise SuiteError(f"{path}: {key} must be a list of strings")
        return tuple(value)
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise SuiteError(f"{path}: {key} must be true or false")
        return value
    if name == "fields":
        if not isinstance(value, dict) or not all(isinstance(column, str) for column in value.values()):
            raise SuiteError(f"{path}: fields must map columns of ARTICLES to names of columns")
        return value
    if not isinstance(value, str):
        raise SuiteError(f"{path}: {key} must be a string")
    if name == "suite" and value.endswith(".toml"):
        return str(path.parent / value)
    return value
