"""``newsqa suite``: show and validate suites."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from typing import Any

from newsqa.cli import EXIT_ERROR, EXIT_OK
from newsqa.commands.rule import plain
from newsqa.errors import SuiteError
from newsqa.suite import Expectation, Suite


def run(arguments: argparse.Namespace) -> int:
    """Run the action asked for."""
    return _show(arguments) if arguments.action == "show" else _validate(arguments.suites)


def _show(arguments: argparse.Namespace) -> int:
    suite = Suite.load(arguments.suite)
    if arguments.output_format == "json":
        print(json.dumps(as_object(suite), ensure_ascii=False, indent=2))
    else:
        print(as_toml(suite), end="")
    return EXIT_OK


def _validate(names: list[str]) -> int:
    code = EXIT_OK
    for name in names:
        try:
            suite = Suite.load(name)
        except SuiteError as error:
            print(f"newsqa: {error}", file=sys.stderr)
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
        "expect": [_entry(e) for e in suite.expectations],
    }


def _entry(expectation: Expectation) -> dict[str, Any]:
    options = expectation.options
    return {
        "rule": expectation.rule.name,
        "severity": expectation.severity,
        "mostly": expectation.mostly,
        **{f.name: plain(getattr(options, f.name)) for f in fields(options) if getattr(options, f.name) is not None},
    }


def as_toml(suite: Suite) -> str:
    """Return a suite with everything it inherits, as a TOML file that loads to the same suite."""
    # JSON strings, numbers, booleans and lists of strings are written alike in TOML.
    def value(given: object) -> str:
        return json.dumps(given, ensure_ascii=False)

    lines = [f"name = {value(suite.name)}", f"description = {value(suite.description)}"]
    lines += [f"timezone = {value(suite.timezone)}"] if suite.timezone else []
    if suite.fields:
        lines += ["", "[fields]", *(f"{name} = {value(column)}" for name, column in suite.fields.items())]
    if suite.phrases:
        lines += ["", "[boilerplate]", f"phrases = {value(list(suite.phrases))}"]
    for expectation in suite.expectations:
        entry = _entry(expectation)
        lines += ["", f"[[expect]]  # {expectation.rule.code}", *(f"{key} = {value(v)}" for key, v in entry.items())]
    return "\n".join(lines) + "\n"
