"""The commands: each takes the parsed arguments and returns the exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

Command = Callable[[argparse.Namespace], int]


def _lazy(module: str) -> Command:
    def command(arguments: argparse.Namespace) -> int:
        result: int = import_module(f"newsqa.commands.{module}").run(arguments)
        return result

    return command


COMMANDS: dict[str, Command] = {
    "check": _lazy("check"),
    "fix": _lazy("check"),
    "convert": _lazy("convert"),
    "rule": _lazy("rule"),
    "suite": _lazy("suite"),
    "report": _lazy("report"),
    "baseline": _lazy("baseline"),
    "history": _lazy("history"),
}
