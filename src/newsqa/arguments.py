"""The arguments of the command line. Nothing is imported here but what parses them, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse

from newsqa._version import __version__

_FORMATS = (
    *("full", "concise", "json", "jsonl", "csv", "parquet", "html", "markdown"),
    *("sarif", "junit", "github", "gitlab", "rdjson", "dataset"),
)
_ARTICLES = 'files, directories, globs, or "-" for standard input'


class _Once(argparse.Action):
    """An option that is given once: a second one would silently take the place of the first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            raise argparse.ArgumentError(self, "only once; --report FORMAT=FILE writes one more")
        setattr(namespace, self.dest, values)


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
    _suite(commands.add_parser("suite", help="show, validate or export a suite, or propose phrases for it"))
    _report(commands.add_parser("report", help="write a stored report in other formats"))
    _baseline(
        commands.add_parser("baseline", help="note what is wrong already, so that only what is new fails")
    )
    _history(commands.add_parser("history", help="show how runs went over time"))
    return top


def _check(sub: argparse.ArgumentParser) -> None:
    _input(sub)
    _which(sub)
    output = sub.add_argument_group("output")
    output.add_argument(
        "--output-format",
        choices=_FORMATS,
        metavar="FORMAT",
        help=f"full (default), {', '.join(_FORMATS[1:])}",
    )
    output.add_argument(
        "-o",
        "--output",
        action=_Once,
        metavar="FILE",
        help="write the report there (a name that ends in /: a dataset); with --fix on a table: the mended table",
    )
    output.add_argument(
        "--report",
        action="append",
        metavar="FORMAT=FILE",
        help="write a report there besides, or in place of what is printed (-); may be repeated",
    )
    output.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the HTML report")
    output.add_argument(
        "--statistics",
        action="store_true",
        help="count findings by rule instead of listing them, and show every expectation",
    )
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    output.add_argument(
        "--fail-level", choices=("info", "warning", "error"), help="least severity that fails (warning)"
    )
    output.add_argument(
        "--min-articles",
        type=int,
        metavar="N",
        help="exit with 2 when there are fewer articles (0: none are fine, too)",
    )
    output.add_argument("--config", metavar="FILE", help="a pyproject.toml or newsqa.toml to use")
    earlier = sub.add_argument_group("earlier runs")
    earlier.add_argument("--baseline", metavar="FILE", help="only what is not noted there counts")
    earlier.add_argument(
        "--no-baseline", action="store_true", help="everything counts, whatever the configuration says"
    )
    noted = earlier.add_mutually_exclusive_group()
    noted.add_argument("--history", metavar="DIR", help="note there how the run went")
    noted.add_argument(
        "--no-history", action="store_true", help="note nothing, whatever the configuration says"
    )
    work = _work(sub)
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


def _work(sub: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add how the work is done."""
    work = sub.add_argument_group("work")
    work.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes (default: one for each processor when there is much to do)",
    )
    work.add_argument("--no-cache", action="store_true", help="neither use nor store what earlier runs found")
    work.add_argument("--cache-dir", metavar="DIR", help="where that is stored (.newsqa_cache)")
    return work


def _input(sub: argparse.ArgumentParser) -> None:
    """Add what is read, and how."""
    sub.add_argument(
        "paths", nargs="*", metavar="PATH", help=_ARTICLES + "; those of the configuration by default"
    )
    reading = sub.add_argument_group("input")
    reading.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )
    reading.add_argument(
        "--format", metavar="NAME", help="read all files as text, jsonl, csv, … (default: by their content)"
    )
    reading.add_argument(
        "--exclude",
        action="append",
        metavar="PATTERNS",
        help="leave out files and folders, as gitignore patterns",
    )
    reading.add_argument(
        "--force-exclude",
        action="store_true",
        default=None,
        help="leave them out even if they are named as PATH",
    )


def _which(sub: argparse.ArgumentParser) -> None:
    """Add which rules are run, and what they are told."""
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


def _convert(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="+", metavar="PATH", help=_ARTICLES)
    sub.add_argument("-o", "--output", required=True, metavar="FILE", help=".parquet, .arrow or .jsonl")
    sub.add_argument(
        "--facts", action="store_true", help="write what newsqa found of each article (FACTS) instead"
    )
    sub.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )
    sub.add_argument("--format", metavar="NAME", help="read all files as this, whatever they are")
    sub.add_argument(
        "--timezone", metavar="ZONE", help="with --facts: where times without an offset were written"
    )
    sub.add_argument("--reference-time", metavar="ISO", help="with --facts: what counts as now")


def _rule(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("rule", nargs="?", metavar="CODE|NAME", help="the rule to explain")
    sub.add_argument("--all", action="store_true", help="the whole catalogue")
    sub.add_argument("--output-format", choices=("text", "json"), default="text")


def _suite(sub: argparse.ArgumentParser) -> None:
    actions = sub.add_subparsers(dest="action", metavar="show|validate|export|suggest", required=True)
    show = actions.add_parser("show", help="print what a suite expects, inherited expectations included")
    show.add_argument("suite", nargs="?", default="scrape", metavar="NAME|FILE")
    show.add_argument("--output-format", choices=("text", "json"), default="text")
    validate = actions.add_parser("validate", help="tell whether suites are valid")
    validate.add_argument("suites", nargs="+", metavar="NAME|FILE")
    export = actions.add_parser(
        "export", help="write a suite as a schema of pandera or a suite of Great Expectations"
    )
    export.add_argument("suite", nargs="?", default="scrape", metavar="NAME|FILE")
    export.add_argument("--to", required=True, choices=("pandera", "gx"), help="whose schema or suite")
    export.add_argument("-o", "--output", metavar="FILE", help="write it there (default: standard output)")
    suggest = actions.add_parser("suggest", help="propose boilerplate phrases: lines that recur in articles")
    suggest.add_argument("paths", nargs="+", metavar="PATH", help=_ARTICLES)
    suggest.add_argument(
        "--suite", default="scrape", metavar="NAME|FILE", help="whose phrases are known already"
    )
    suggest.add_argument("--min-share", type=float, metavar="SHARE", help="of a source's articles (0.05)")
    suggest.add_argument("--min-docs", type=int, metavar="N", help="of a source's articles, at least (20)")
    suggest.add_argument(
        "--field", action="append", metavar="FIELD=COLUMN", help="the input's name of a field, as text=body"
    )
    suggest.add_argument("--format", metavar="NAME", help="read all files as this, whatever they are")


def _report(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "path", metavar="REPORT", help="a report that check wrote: .json, .parquet, or a dataset"
    )
    sub.add_argument(
        "--to",
        nargs=2,
        action="append",
        required=True,
        metavar=("FORMAT", "OUT"),
        help="a format of check, or gx-data-docs, and where to; may be repeated",
    )
    sub.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the HTML report")


def _baseline(sub: argparse.ArgumentParser) -> None:
    actions = sub.add_subparsers(dest="action", metavar="create|update|prune", required=True)
    for name, told in (
        ("create", "note all findings in a new file"),
        ("update", "note new findings, and forget those that are gone"),
        ("prune", "forget findings that are gone, and note nothing new"),
    ):
        action = actions.add_parser(name, help=told)
        _input(action)
        _which(action)
        _work(action)
        action.add_argument("--baseline", metavar="FILE", help="the file (newsqa.baseline)")
        action.add_argument("--config", metavar="FILE", help="a pyproject.toml or newsqa.toml to use")
        action.set_defaults(
            output_format=None, output=None, report=None, fail_level=None, unsafe_fixes=None, history=None,
            no_history=True, no_baseline=False, min_articles=0, resume=None,
        )  # fmt: skip


def _history(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("path", metavar="DIR", help="what check --history wrote")
    sub.add_argument("--rule", action="append", metavar="RULES", help="only these: codes, prefixes or names")
    sub.add_argument("--source", action="append", metavar="NAME", help="only these sources, each on its own")
    sub.add_argument("--last", type=int, default=30, metavar="N", help="so many runs (30)")
    sub.add_argument("--output-format", choices=("text", "json"), default="text")
