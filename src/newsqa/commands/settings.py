"""Settings of a run: the configuration file, overruled by the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsqa import api, config
from newsqa.errors import InputError
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.suite import Suite
from newsqa.view import Context

if TYPE_CHECKING:
    from newsqa.readers.exclusion import Exclusion

_CACHE = ".newsqa_cache"


class Settings(NamedTuple):
    """What a run uses, whoever said it. ``workers`` None: as many as there is work for; any path None: none."""

    paths: list[str]
    suite: Suite
    context: Context
    fields: dict[str, str]
    fail_level: Severity
    output_format: str
    unsafe_fixes: bool
    min_articles: int
    workers: int | None
    cache_dir: Path | None
    baseline: Path | None = None
    history: Path | None = None
    reports: Mapping[str, str] = {}
    exclude: Exclusion | None = None


def settings(arguments: argparse.Namespace) -> Settings:
    """Return the settings of a check; SuiteError or InputError when one is not valid."""
    found = Path(arguments.config) if arguments.config else config.find(Path.cwd())
    given = config.load(found)
    selected = split(arguments.select) if arguments.select is not None else given.select
    suite = api.choose(
        arguments.suite or given.suite or api.DEFAULT_SUITE,
        selected,
        split(arguments.ignore) if arguments.ignore is not None else given.ignore,
        split(arguments.extend_select) if arguments.extend_select is not None else given.extend_select,
        preview=given.preview if arguments.preview is None else arguments.preview,
        timezone=arguments.timezone or given.timezone,
        corpus="only" if arguments.corpus_only else not arguments.no_corpus,
    )
    return Settings(
        paths=_paths(arguments.paths, given, found),
        suite=suite,
        context=api.context_of(suite, arguments.reference_time or given.reference_time),
        fields={**suite.fields, **given.fields, **field_map(arguments.field)},
        fail_level=_level(arguments.fail_level or given.fail_level or "warning"),
        output_format=arguments.output_format or given.output_format or "full",
        unsafe_fixes=given.unsafe_fixes if arguments.unsafe_fixes is None else arguments.unsafe_fixes,
        min_articles=_articles(
            given.min_articles if arguments.min_articles is None else arguments.min_articles
        ),
        workers=_workers(given.workers if arguments.workers is None else arguments.workers),
        cache_dir=None if arguments.no_cache else Path(arguments.cache_dir or given.cache_dir or _CACHE),
        baseline=_path(None if arguments.no_baseline else arguments.baseline or given.baseline),
        history=_path(None if arguments.no_history else arguments.history or given.history),
        reports=given.reports,
        exclude=_exclusion(arguments, given, found),
    )


def _paths(named: list[str], given: config.Config, found: Path | None) -> list[str]:
    """Return what is checked: what the command line names, or the configuration, each once; InputError for nothing."""
    if not named and found:
        # As they would be named here: they are part of what a finding says.
        named = [os.path.relpath(found.parent / path) for path in given.paths]
    if not named:
        raise InputError(
            "no PATH: name files or folders of articles, or set paths in the configuration ([tool.newsqa])"
        )
    return list(dict.fromkeys(named))


def _exclusion(arguments: argparse.Namespace, given: config.Config, found: Path | None) -> Exclusion | None:
    """Return what is left out, None for nothing: what the configuration says, for its own folder, and the command line."""
    patterns = [(found.parent, one) for one in given.exclude] if found else []
    patterns += [(Path.cwd(), one) for one in split(arguments.exclude)]
    if not patterns:
        return None
    from newsqa.readers.exclusion import Exclusion

    return Exclusion(
        patterns, forced=given.force_exclude if arguments.force_exclude is None else arguments.force_exclude
    )


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None


def _articles(number: int) -> int:
    if number < 0:
        raise InputError(f"min-articles must be at least 0, not {number}")
    return number


def _workers(number: int | None) -> int | None:
    if number is not None and number < 1:
        raise InputError(f"workers must be at least 1, not {number}")
    return number


def split(values: list[str] | None) -> list[str]:
    """Return the entries of options that may be repeated and hold several values with commas between."""
    return [entry.strip() for value in values or () for entry in value.split(",") if entry.strip()]


def field_map(values: list[str] | None) -> dict[str, str]:
    """Return ``--field text=body`` options as a mapping; InputError when one has no "="."""
    mapping = {}
    for value in split(values):
        name, equals, column = value.partition("=")
        if not (name and equals and column):
            raise InputError(f"--field {value}: write FIELD=COLUMN, as in --field text=body")
        mapping[name.strip()] = column.strip()
    return mapping


def _level(name: str) -> Severity:
    for severity in SEVERITIES:
        if severity == name:
            return severity
    raise InputError(f"fail-level must be one of {', '.join(SEVERITIES)}, not '{name}'")
