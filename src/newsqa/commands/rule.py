"""``newsqa rule``: the catalogue."""

from __future__ import annotations

import argparse
import json
from typing import Any

from newsqa import accuracy, rules
from newsqa.cli import EXIT_OK
from newsqa.errors import SuiteError
from newsqa.rules.base import Rule
from newsqa.suite import Suite, plain


def run(arguments: argparse.Namespace) -> int:
    """Print one rule's page, or the catalogue."""
    if not arguments.rule and not arguments.all:
        raise SuiteError("name a rule (newsqa rule DUP002), or ask for the catalogue (newsqa rule --all)")
    chosen = (*rules.catalogue(), *rules.contracts()) if arguments.all else (rules.get(arguments.rule),)
    if arguments.output_format == "json":
        entries = [as_object(rule) for rule in chosen]
        print(json.dumps(entries if arguments.all else entries[0], ensure_ascii=False, indent=2))
    elif arguments.all:
        for rule in chosen:
            print(f"{rule.code}  {rule.name:<26} {rule.severity:<8} {_fix(rule):<7} {rule.summary}")
    else:
        print(chosen[0].page)
        print(f"\nSeverity\n    {chosen[0].severity}{', in preview' if chosen[0].preview else ''}")
        print("\nHow sure", *accuracy.sentences(chosen[0].code), sep="\n    ")
    return EXIT_OK


def _fix(rule: Rule) -> str:
    return "" if rule.fix == "none" else rule.fix


def as_object(rule: Rule) -> dict[str, Any]:
    """Return a rule as a JSON object: the entry of the catalogue."""
    default = rule.options()
    in_suite = {e.rule.code for e in Suite.load("scrape").expectations}
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "summary": rule.summary,
        "fix": rule.fix,
        "preview": rule.preview,
        "default": rule.code in in_suite,
        "options": {name: plain(value) for name, value in default._asdict().items()},
        "accuracy": accuracy.measured(rule.code),
        "documentation": rule.page,
    }
