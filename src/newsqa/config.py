"""Configuration: ``[tool.newsqa]`` in the closest pyproject.toml, or newsqa.toml; the command line wins."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsqa.errors import SuiteError
from newsqa.reporters import FORMATS
from newsqa.rules.base import SEVERITIES


class Config(NamedTuple):
    """Settings of a project; None or empty where it says nothing. ``suite`` is resolved against the file's folder."""

    suite: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    preview: bool = False
    timezone: str | None = None
    reference_time: str | None = None
    output_format: str | None = None
    fail_level: str | None = None
    unsafe_fixes: bool = False
    min_articles: int = 0
    workers: int | None = None
    cache_dir: str | None = None
    baseline: str | None = None
    history: str | None = None
    fields: Mapping[str, str] = {}
    reports: Mapping[str, str] = {}


_LISTS = ("paths", "select", "ignore", "extend_select", "exclude")
_CHOICES = {"output_format": tuple(FORMATS), "fail_level": SEVERITIES}
_PATHS = ("cache_dir", "baseline", "history")
_COUNTS = {"workers": "processes", "min_articles": "articles"}
_FLAGS = ("preview", "unsafe_fixes", "force_exclude")


def find(start: Path) -> Path | None:
    """Return the closest newsqa.toml, or pyproject.toml with a table [tool.newsqa], in ``start`` or a folder above."""
    for folder in (start, *start.parents):
        if (own := folder / "newsqa.toml").is_file():
            return own
        if (project := folder / "pyproject.toml").is_file() and _table(_read(project), project) is not None:
            return project
    return None


def load(path: Path | None) -> Config:
    """Return the settings of a configuration file (None: no settings); SuiteError names file and key of what is wrong."""
    if path is None:
        return Config()
    data = _read(path)
    table = _table(data, path) or {} if path.name == "pyproject.toml" else data
    return Config(**{key.replace("-", "_"): _value(key, value, path) for key, value in table.items()})


def _table(data: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """Return [tool.newsqa] of a pyproject.toml; None when there is no such table."""
    tools = data.get("tool")
    if not isinstance(tools, dict) or "newsqa" not in tools:
        return None
    table = tools["newsqa"]
    if not isinstance(table, dict):
        raise SuiteError(f"{path}: tool.newsqa must be a table: write [tool.newsqa]")
    return table


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SuiteError(f"{path}: the configuration cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: not valid TOML: {error}") from None


def _value(key: str, value: Any, path: Path) -> Any:
    name = key.replace("-", "_")
    known = [name.replace("_", "-") for name in Config._fields]
    if name not in Config._fields:
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
    if name in _COUNTS:
        if isinstance(value, bool) or not isinstance(value, int):
            raise SuiteError(f"{path}: {key} must be a number of {_COUNTS[name]}")
        return value
    if name == "fields":
        if not isinstance(value, dict) or not all(isinstance(column, str) for column in value.values()):
            raise SuiteError(f"{path}: fields must map columns of ARTICLES to names of columns")
        return value
    if name == "reports":
        return _reports(value, path)
    if name == "reference_time" and isinstance(value, dt.date):  # TOML has dates and times of its own
        return value.isoformat()
    if not isinstance(value, str):
        raise SuiteError(f"{path}: {key} must be a string")
    if name in _CHOICES and value not in _CHOICES[name]:
        from newsqa.rules import suggestion

        hint = suggestion(value, list(_CHOICES[name]))
        raise SuiteError(f"{path}: {key} must be one of {', '.join(_CHOICES[name])}, not '{value}'{hint}")
    if (name == "suite" and value.endswith(".toml")) or name in _PATHS:
        return str(path.parent / value)
    return value


def _reports(value: Any, path: Path) -> dict[str, str]:
    """Return the reports that are always written, by format; files count from the configuration's folder."""
    if not isinstance(value, dict) or not all(isinstance(file, str) and file for file in value.values()):
        raise SuiteError(f'{path}: reports must map formats to files, as in {{ sarif = "newsqa.sarif" }}')
    for name in value:
        if name not in FORMATS:
            from newsqa.rules import suggestion

            hint = suggestion(name, list(FORMATS))
            raise SuiteError(
                f"{path}: reports: there is no format '{name}'{hint} (known: {', '.join(FORMATS)})"
            )
    return {name: file if file == "-" else os.path.join(path.parent, file) for name, file in value.items()}  # noqa: PTH118 - a Path takes a last "/" away
