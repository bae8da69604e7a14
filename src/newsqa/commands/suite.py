"""``newsqa suite``: show and validate suites, and suggest what to put into one."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import sys
from typing import Any

from newsqa.cli import EXIT_ERROR, EXIT_OK
from newsqa.errors import SuiteError
from newsqa.reporters.terminal import as_json, printable
from newsqa.suite import Expectation, Suite, plain


def run(arguments: argparse.Namespace) -> int:
    """Run the action asked for."""
    if arguments.action == "suggest":
        from newsqa.commands import suggest  # reads articles; the others do not

        return suggest.run(arguments)
    if arguments.action == "export":
        from newsqa.commands import export

        return export.run(arguments)
    return _show(arguments) if arguments.action == "show" else _validate(arguments.suites)


def _show(arguments: argparse.Namespace) -> int:
    suite = Suite.load(arguments.suite)
    if arguments.output_format == "json":
        print(as_json(as_object(suite), indent=2))
    else:
        print(as_toml(suite), end="")
    return EXIT_OK


def _validate(names: list[str]) -> int:
    code = EXIT_OK
    for name in names:
        try:
            suite = Suite.load(name)
        except SuiteError as error:
            print(f"newsqa: {printable(str(error))}", file=sys.stderr)
            code = EXIT_ERROR
        else:
            print(f"{name}: valid, {len(suite.expectations)} expectations")
    return code


def as_object(suite: Suite) -> dict[str, Any]:
    """Return a suite with everything it inherits, as a JSON object."""
    return {
        "name": suite.name,
        "description": suite.description,
        "timezone": suite.timezone,
        "fields": dict(suite.fields),
        "boilerplate": {"phrases": list(suite.phrases)},
        "columns": {name: _as_json(contract) for name, contract in suite.columns.items()},
        "standards": standards(suite),
        "expect": [_entry(e) for e in suite.expectations],
    }


def _as_json(value: Any) -> Any:
    """Return a value of TOML as JSON has it: days and times as strings."""
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def standards(suite: Suite) -> dict[str, str]:
    """Return the schemas as a suite file names them."""
    return {f"{name.replace('-', '_')}_schema": file for name, file in suite.schemas.items()}


def _entry(expectation: Expectation) -> dict[str, Any]:
    options = expectation.options
    return {
        "rule": expectation.rule.name,
        "severity": expectation.severity,
        "mostly": expectation.mostly,
        **{name: plain(value) for name, value in options._asdict().items() if value is not None},
    }


def as_toml(suite: Suite) -> str:
    """Return a suite with everything it inherits, as a TOML file that loads to the same suite."""
    lines = [f"name = {_value(suite.name)}", f"description = {_value(suite.description)}"]
    lines += [f"timezone = {_value(suite.timezone)}"] if suite.timezone else []
    if suite.fields:
        lines += ["", "[fields]", *(f"{name} = {_value(column)}" for name, column in suite.fields.items())]
    if suite.phrases:
        lines += ["", "[boilerplate]", f"phrases = {_value(list(suite.phrases))}"]
    for expectation in suite.expectations:
        entry = _entry(expectation)
        lines += [
            "",
            f"[[expect]]  # {expectation.rule.code}",
            *(f"{key} = {_value(v)}" for key, v in entry.items()),
        ]
    if suite.schemas:
        lines += ["", "[standards]", *(f"{key} = {_value(file)}" for key, file in standards(suite).items())]
    for column, contract in suite.columns.items():
        lines += [
            "",
            f"[columns.{_value(column)}]",
            *(f"{_value(key)} = {_value(v)}" for key, v in contract.items()),
        ]
    return "\n".join(lines) + "\n"


def _value(given: object) -> str:
    """Return a value as TOML; JSON strings, numbers and booleans are written alike there."""
    if isinstance(given, dict):
        return "{" + ", ".join(f"{_value(key)} = {_value(v)}" for key, v in given.items()) + "}"
    if isinstance(given, list):
        return "[" + ", ".join(map(_value, given)) + "]"
    if isinstance(given, (dt.date, dt.time)):
        return given.isoformat()
    if isinstance(given, float) and not math.isfinite(given):
        return str(given)
    return as_json(given)
