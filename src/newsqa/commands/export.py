"""``newsqa suite export``: a suite as a schema of pandera, or as a suite of Great Expectations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsqa.cli import EXIT_OK
from newsqa.files import replacing
from newsqa.reporters.terminal import printable
from newsqa.suite import Suite


def run(arguments: argparse.Namespace) -> int:
    """Write a suite for another program, and say what that has no words for."""
    suite = Suite.load(arguments.suite)
    text = _pandera(suite) if arguments.to == "pandera" else _gx(suite)
    if arguments.output is None:
        print(text, end="")
        return EXIT_OK
    with replacing(Path(arguments.output)) as file:
        file.write(text.encode())
    return EXIT_OK


def _pandera(suite: Suite) -> str:
    from newsqa.integrations.pandera import left_out, to_yaml

    text, missing = to_yaml(suite), left_out(suite)
    if missing:
        count = len(missing)
        print(
            f"note: YAML of pandera carries columns only: {count} {'check is' if count == 1 else 'checks are'} left out "
            f"({printable(', '.join(missing))}); Suite.to_pandera() has all of them",
            file=sys.stderr,
        )
    return text


def _gx(suite: Suite) -> str:
    from newsqa import gx

    return gx.to_json(suite)
