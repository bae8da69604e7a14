"""The command line: ``newsqa check``, ``fix``, ``convert``, ``rule``, ``suite``.

What a command needs is imported when it runs, so that ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from newsqa._version import __version__

EXIT_OK, EXIT_FINDINGS, EXIT_ERROR = 0, 1, 2

_TEXT_FORMATS = ("full", "concise", "json", "jsonl", "parquet", "html", "dataset")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0 nothing found, 1 findings, 2 newsqa could not do what it was asked."""
    arguments = parser().parse_args(argv)
    if arguments.command is None:
        parser().print_help()
        return EXIT_ERROR
    from newsqa import commands
    from newsqa.errors import NewsqaError

    _take_any_text()
    try:
        code = commands.COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except NewsqaError as error:
        _complain(str(error))
        return EXIT_ERROR
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as "| head" does
        _drop_output()
        return EXIT_ERROR
    except OSError as error:  # a full disk, most often the one that standard output is sent to
        _drop_output()
        _complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
        return EXIT_ERROR


def entry() -> NoReturn:
    """Run the command line as a process of its own.

    The process ends without the interpreter's tidying up, which frees object by object what the system frees at once
    and takes a sixth of the time of a check of one file. Garbage is collected seldom: next to nothing here is cyclic.
    """
    gc.set_threshold(100_000, 50, 50)
    try:
        code = main()
    except SystemExit as error:  # argparse: --help, --version, a bad option
        code = error.code if isinstance(error.code, int) else EXIT_OK
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _take_any_text() -> None:
    """Make standard output take any article's text, whatever the terminal's encoding: what it lacks is escaped."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _complain(message: str) -> None:
    from newsqa.reporters.terminal import printable

    print(f"newsqa: {printable(message)}", file=sys.stderr)


def _drop_output() -> None:
    """Send what is still in the buffer nowhere, or the interpreter tries to write it once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="newsqa",
        description="Data quality for news text: finds, judges and mends flaws in articles.",
        epilog="Exit codes: 0 nothing at or above the fail level, 1 findings, 2 newsqa could not do what it was asked.",
    )
    top.add_argument("--version", action="version", version=f"newsqa {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _check(commands.add_parser("check", help="check articles and report what is wrong with them"))
    _check(commands.add_parser("fix", help="the same as check --fix"))
    _convert(commands.add_parser("convert", help="write articles as one table"))
    _rule(commands.add_parser("rule", help="explain a rule, or list the catalogue"))
    _suite(commands.add_parser("suite", help="show or validate a suite, or propose phrases for it"))
    return top


def _check(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "paths", nargs="+", metavar="PATH", help='files, directories, globs, or "-" for standard input'
    )
    rules = sub.add_argument_group("rules")
    rules.add_argument(
        "--suite", metavar="NAME|FILE", help="scrape (default), wire, publisher, training, or a .toml file"
    )
    rules.add_argument(
        "--select", action="append", metavar="RULES", help="run these instead: codes, prefixes or names"
    )
    rules.add_argument("--ignore", action="append", metavar="RULES", help="do not run these")
    rules.add_argument("--extend-select", action="append", metavar="RULES", help="run these besides")
    rules.add_argument("--preview", action="store_true", default=None, help="run rules in preview, too")
    rules.add_argument(
        "--reference-time", metavar="ISO", help="what counts as now (default: the present time)"
    )
    rules.add_argument("--timezone", metavar="ZONE", help="where clock times without an offset were written")
    rules.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )
    corpus = sub.add_argument_group("all articles together")
    either = corpus.add_mutually_exclusive_group()
    either.add_argument("--corpus-only", action="store_true", help="run only rules on all articles together")
    either.add_argument("--no-corpus", action="store_true", help="run only rules on single articles")
    corpus.add_argument(
        "--state",
        metavar="DIR",
        help="keep there what is needed of these articles, and compare with earlier runs",
    )
    corpus.add_argument(
        "--partition", metavar="NAME", help="what these articles are called in the state (default: the paths)"
    )
    output = sub.add_argument_group("output")
    output.add_argument(
        "--output-format",
        choices=_TEXT_FORMATS,
        help="full (default), concise, json, jsonl, parquet, html, dataset",
    )
    output.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write the report there (a name that ends in /: a dataset); with --fix on a table: the mended table",
    )
    output.add_argument(
        "--statistics", action="store_true", help="count findings by rule instead of listing them"
    )
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    output.add_argument(
        "--fail-level", choices=("info", "warning", "error"), help="least severity that fails (warning)"
    )
    output.add_argument("--config", metavar="FILE", help="a pyproject.toml or newsqa.toml to use")
    work = sub.add_argument_group("work")
    work.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes (default: one for each processor when there is much to do)",
    )
    work.add_argument("--no-cache", action="store_true", help="neither use nor store what earlier runs found")
    work.add_argument("--cache-dir", metavar="DIR", help="where that is stored (.newsqa_cache)")
    work.add_argument(
        "--resume", metavar="DIR", help="keep what is done in a run directory, and take up a run begun there"
    )
    fixing = sub.add_argument_group("fixes")
    fixing.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely, then report what is left"
    )
    fixing.add_argument(
        "--unsafe-fixes", action="store_true", default=None, help="also mend what needs a second look"
    )
    fixing.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )


def _convert(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "paths", nargs="+", metavar="PATH", help='files, directories, globs, or "-" for standard input'
    )
    sub.add_argument("-o", "--output", required=True, metavar="FILE", help=".parquet, .arrow or .jsonl")
    sub.add_argument(
        "--facts", action="store_true", help="write what newsqa found of each article (FACTS) instead"
    )
    sub.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )
    sub.add_argument(
        "--timezone", metavar="ZONE", help="with --facts: where times without an offset were written"
    )
    sub.add_argument("--reference-time", metavar="ISO", help="with --facts: what counts as now")


def _rule(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("rule", nargs="?", metavar="CODE|NAME", help="the rule to explain")
    sub.add_argument("--all", action="store_true", help="the whole catalogue")
    sub.add_argument("--output-format", choices=("text", "json"), default="text")


def _suite(sub: argparse.ArgumentParser) -> None:
    actions = sub.add_subparsers(dest="action", metavar="show|validate|suggest", required=True)
    show = actions.add_parser("show", help="print what a suite expects, inherited expectations included")
    show.add_argument("suite", nargs="?", default="scrape", metavar="NAME|FILE")
    show.add_argument("--output-format", choices=("text", "json"), default="text")
    validate = actions.add_parser("validate", help="tell whether suites are valid")
    validate.add_argument("suites", nargs="+", metavar="NAME|FILE")
    suggest = actions.add_parser("suggest", help="propose boilerplate phrases: lines that recur in articles")
    suggest.add_argument(
        "paths", nargs="+", metavar="PATH", help='files, directories, globs, or "-" for standard input'
    )
    suggest.add_argument(
        "--suite", default="scrape", metavar="NAME|FILE", help="whose phrases are known already"
    )
    suggest.add_argument("--min-share", type=float, metavar="SHARE", help="of a source's articles (0.05)")
    suggest.add_argument("--min-docs", type=int, metavar="N", help="of a source's articles, at least (20)")
    suggest.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )


if __name__ == "__main__":
    entry()
