"""Write the pages that are made from the code: rules, fields, tables, suites, the JSON schema, parts of README.md.

``python tools/generate_docs.py`` writes them, ``--check`` writes nothing and fails when one is out of date.
What a page says comes from the code alone: the same on every machine, at any time.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import json
import os
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from newsqa import accuracy, cli, rules, schema
from newsqa.columns.contract import DTYPES
from newsqa.commands.rule import plain
from newsqa.config import Config
from newsqa.readers.fields import usual_names
from newsqa.readers.files import PACKED, SUFFIXES
from newsqa.reporters import FORMATS
from newsqa.rules.base import SEVERITIES, Rule
from newsqa.suite import SCHEMA_KEYS, Expectation, Suite, built_in

ROOT = Path(__file__).parent.parent
REFERENCE_TIME = "2026-01-01T00:00:00+00:00"
MARK = "<!-- Written by tools/generate_docs.py: do not edit this page, edit {source} and run `make docs`. -->"

# How much of the demo's output README.md shows: findings, and lines of the table of expectations.
DEMO_FINDINGS, DEMO_EXPECTATIONS = 5, 6

Files = dict[str, str]  # path below the repository's root: contents


# --- Markdown ---------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Return text as inline code."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def prose(text: str, own: str = "") -> str:
    """Return a docstring's prose as Markdown: its code as code, and other rules' codes as links."""

    def link(found: re.Match[str]) -> str:
        if found[1] not in rules.TABLE or found[1] == own:
            return found[0]
        return f"[{found[0]}]({found[1]}.md)"

    def linked(part: str) -> str:
        return re.sub(r"\b([A-Z]{2,3}\d{3})\b(?: [a-z]+(?:-[a-z]+)+)?", link, part)

    pieces = re.split(r"``(.+?)``", text, flags=re.DOTALL)
    return "".join(code(piece) if i % 2 else linked(piece) for i, piece in enumerate(pieces))


def sentence(text: str) -> str:
    """Return text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def toml(value: Any) -> str:
    """Return an option's value as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


# --- what the code says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a rule; ``default`` is None when the rule has no value of its own for it."""

    name: str
    type: Any
    default: Any
    meaning: str


def sections(rule: Rule) -> dict[str, str]:
    """Return the sections of a rule's page, by heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in rule.page.splitlines()[1:]:
        if line and not line.startswith(" "):
            heading = line.strip()
            found[heading] = []
        elif heading:
            found[heading].append(line.removeprefix("    "))
    return {heading: "\n".join(lines).strip() for heading, lines in found.items()}


def options(rule: Rule) -> list[Option]:
    """Return a rule's options with what its page says of each; ValueError when it says nothing."""
    names = list(rule.options()._asdict())
    text = sections(rule).get("Options", "")
    starts = [
        (found.start(1), found[1]) for found in re.finditer(r"(?:^|(?<=[.\n]\s)|(?<=\n))([a-z_]+): ", text)
    ]
    starts = [(start, name) for start, name in starts if name in names]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    said = {name: text[start + len(name) + 2 : end] for (start, name), end in zip(starts, ends, strict=False)}
    if missing := [name for name in names if name not in said]:
        raise ValueError(
            f"{rule.code}: the section Options says nothing of {', '.join(missing)}: write 'name: meaning.'"
        )
    hints, default = get_type_hints(rule.options), rule.options()
    return [Option(n, hints[n], plain(getattr(default, n)), " ".join(said[n].split())) for n in names]


def kind(option: Option) -> str:
    """Return the type of an option in words."""
    base = _base(option.type)
    if get_origin(base) is Literal:
        return "one of " + ", ".join(get_args(base))
    if base is float and option.name.endswith(("_share", "_confidence")):
        return "number, 0 to 1"
    if get_origin(base) is Mapping:
        return f"table of numbers, 0 to 1, by {', '.join(get_args(get_args(base)[0]))}"
    words = {
        int: "whole number",
        float: "number",
        bool: "true or false",
        str: "string",
        dt.timedelta: "duration",
        dt.date: "date",
        tuple[dt.date, ...]: "list of dates",
    }
    return words.get(base, "list of strings")


def _base(hint: Any) -> Any:
    """Return a type without its None."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def suites() -> dict[str, Suite]:
    """Return the built-in suites by name."""
    return {name: Suite.load(name) for name in built_in()}


def expectation(suite: Suite, rule: Rule) -> Expectation | None:
    """Return what a suite expects of a rule."""
    return next((e for e in suite.expectations if e.rule.code == rule.code), None)


# --- rules ------------------------------------------------------------------------------------------------------------


def rule_pages() -> Files:
    """Return the pages of all rules, and of the catalogue."""
    every = (*rules.catalogue(), *rules.contracts())
    known = suites()
    pages = {f"docs/rules/{rule.code}.md": rule_page(rule, known) for rule in every}
    lines = [
        MARK.format(source="the rules' docstrings"),
        "# The rules",
        "",
        f"{len(every)} rules. `newsqa rule CODE` prints a page, `newsqa rule --all` the list. The severity is the rule's own; "
        "a [suite](../suites.md) may set another.",
    ]
    for family, group in groupby(every, key=lambda rule: rule.family):
        lines += ["", f"## {family}", "", _rule_table(group, "")]
    return {**pages, "docs/rules/README.md": "\n".join(lines) + "\n"}


def rule_page(rule: Rule, known: Mapping[str, Suite]) -> str:
    """Return a rule's page."""
    where = [name for name, suite in known.items() if expectation(suite, rule)]
    facts = table(
        ("severity", "fix", "suites"),
        [(rule.severity + (", in preview" if rule.preview else ""), rule.fix, ", ".join(where) or "none")],
    )
    lines = [
        MARK.format(source=f"`src/{rule.module.replace('.', '/')}.py`"),
        f"# {rule.code} {rule.name}",
        "",
        sentence(prose(rule.summary, rule.code)),
        "",
        facts,
    ]
    for heading, text in sections(rule).items():
        lines += ["", f"## {heading}", ""]
        lines.append(_options(rule) if heading == "Options" and options(rule) else prose(text, rule.code))
    lines += ["", "## How sure", "", " ".join(accuracy.sentences(rule.code)), ""]
    lines.append("[How this is measured](../accuracy.md), with the figures of all rules.")
    return "\n".join(lines) + "\n"


def _options(rule: Rule) -> str:
    """Return the options as a table, and how a suite sets them."""
    found = options(rule)
    rows = [
        (
            code(o.name),
            kind(o),
            "–" if o.default is None else code(toml(o.default)),
            sentence(prose(o.meaning, rule.code)),
        )
        for o in found
    ]
    example = ["```toml", "[[expect]]", f'rule = "{rule.name}"']
    example += [f"{o.name} = {toml(o.default)}" for o in found if o.default is not None]
    return "\n".join([table(("option", "type", "default", "meaning"), rows), "", *example, "```"])


def _rule_table(chosen: Iterable[Rule], folder: str) -> str:
    rows = (
        (
            f"[{rule.code}]({folder}{rule.code}.md)",
            code(rule.name),
            sentence(prose(rule.summary, rule.code)),
            rule.severity + (" (preview)" if rule.preview else ""),
            "" if rule.fix == "none" else rule.fix,
        )
        for rule in chosen
    )
    return table(("code", "name", "finds", "severity", "fix"), rows)


# --- fields -----------------------------------------------------------------------------------------------------------


def fields_page() -> str:
    """Return the page of the usual names of fields."""
    rows = [(code(name), ", ".join(code(n) for n in names)) for name, names in usual_names()]
    return f"""{MARK.format(source="`src/newsqa/readers/fields.py`")}
# Names of fields

Tables, CSV and JSON Lines call the same thing by many names. These names are found without being told. Upper and lower
case, `_`, `-` and spaces make no difference: `datePublished` is `date_published`. A field's own name wins over the
others; of several others the first in the list wins. Only the text is required.

{table(("field", "names that are found"), rows)}

Any other name has to be given. Of this file, `export.csv`:

```csv
Slugline,Copy
Night bus,A night bus will link the harbour with the hospital from May on.
```

On the command line:

```sh
newsqa check export.csv --field text=Copy --field title=Slugline
```

In Python, or under `[fields]` of a suite or of the configuration:

```python
import newsqa

report = newsqa.check("export.csv", fields={{"text": "Copy", "title": "Slugline"}})
```

Dots lead into nested values: `text=article.body` reads the key `body` of the object `article`. A name that was given and
that no column has is an error, never a silent null.
"""


# --- tables -----------------------------------------------------------------------------------------------------------

Column = tuple[str, str]  # what it holds; what null means

_ARTICLE_ID: Column = ("the article's id: declared, or made from path and record", "")
_LOCATION: dict[str, Column] = {
    "path": ("the file, as it was given", "the input was a table or a stream"),
    "record": ("number of the row or record in the file, from 1", "the file is one article"),
}
_DECLARED = "the article does not declare it"

TABLES: dict[str, tuple[str, pa.Schema, dict[str, Column]]] = {
    "ARTICLES": (
        "What the readers hand on, and `newsqa.read` returns: the articles as they were stored, nothing mended or "
        "interpreted. `report.articles` is this table without the text.",
        schema.ARTICLES,
        {
            "article_id": _ARTICLE_ID,
            **_LOCATION,
            "line": ("line of the file where the text starts, from 1", "the format has no lines"),
            "title": ("as declared", _DECLARED),
            "text": ("the whole text; of a text file, the whole file", "the record has none"),
            "published": ("date of publication, as declared", _DECLARED),
            "modified": ("date of the last change, as declared", _DECLARED),
            "publisher": ("as declared", _DECLARED),
            "url": ("as declared", _DECLARED),
            "language": ("as declared", _DECLARED),
            "authors": ("as declared, one entry a value", _DECLARED),
            "fetched": ("when the article was fetched, in UTC", _DECLARED),
            "wordcount": ("words, as declared", _DECLARED),
            "charcount": ("characters, as declared", _DECLARED),
            "item_metadata": (
                "what the format declares besides, as JSON ([its keys](metadata.md))",
                "plain text and tables",
            ),
        },
    ),
    "FACTS": (
        "What an article says of itself, in its fields or in its text: `report.facts`, one row an article.",
        schema.FACTS,
        {
            "article_id": _ARTICLE_ID,
            "title": ("declared, or the first block of the text", "there is none"),
            "published_at": (
                "date and time of publication, local as written",
                "there is none, or it cannot exist",
            ),
            "published_precision": ('"day", "minute" or "second"', "no publication date"),
            "utc_offset_minutes": ("minutes east of UTC", "not stated, and no time zone is configured"),
            "published_origin": ('"metadata", "markup", "text" or "url"', "no publication date"),
            "published_start": (
                "where in the text the date starts (characters from 0)",
                "it is not from the text",
            ),
            "published_end": ("where it ends, exclusive", "it is not from the text"),
            "modified_at": (
                "date and time of the last change, local as written",
                "not declared, or not a date",
            ),
            "authors": ("the people who sign; of a declared by-line the names alone", "–"),
            "agencies": ("the news agencies it credits", "–"),
            "publisher": ("declared, or the organisation that signs", "there is none"),
            "sources_origin": ('"metadata" or "text"', "there are no sources"),
            "language": ("code of the declared or detected language", "too short or unclear"),
            "language_confidence": ("confidence of the detection, 0 to 1", "nothing was detected"),
        },
    ),
    "BLOCKS": (
        "The blocks of each text (a line or a paragraph) with their roles: `report.blocks`.",
        schema.BLOCKS,
        {
            "article_id": _ARTICLE_ID,
            "block": ("number of the block in its article, from 0", "–"),
            "role": (
                "title, repeated-title, byline, caption, lede, subhead, paragraph, boilerplate or other",
                "–",
            ),
            "text": ("the block's text", "–"),
            "line": ("line of the text, from 1; of a text file, that of the file", "–"),
            "start": ("where the block starts in the text (characters from 0)", "–"),
            "end": ("where it ends, exclusive", "–"),
        },
    ),
    "FINDINGS": (
        "One row a flaw: `report.findings`, and the formats json, jsonl and parquet.",
        schema.FINDINGS,
        {
            "article_id": (_ARTICLE_ID[0], "a whole file or record could not be read"),
            **_LOCATION,
            "line": ("line of the file, or of the text where the file has no lines, from 1", "unknown"),
            "column": ("first character, from 1", "unknown"),
            "end_line": ("line of the last character", "unknown"),
            "end_column": ("last character, inclusive", "unknown"),
            "start": (
                "first character in the field named in `field`, from 0",
                "about the article as a whole",
            ),
            "end": ("end in that field, exclusive", "about the article as a whole"),
            "code": ("the rule's code, such as DUP002", ""),
            "rule": ("the rule's name, such as repeated-lede", ""),
            "severity": ('"error", "warning" or "info"', ""),
            "message": ("what is wrong, for people", ""),
            "excerpt": (
                "what was found, shortened to one line",
                "about the article as a whole, or only blank",
            ),
            "related_line": ("line that the message refers to", "it refers to none"),
            "value": ("what was measured", "nothing is measured"),
            "threshold": ("what was allowed", "nothing is measured"),
            "fix_start": ("where the fix starts, in characters of `field`", "no fix"),
            "fix_end": ("where it ends, exclusive", "no fix"),
            "fix_text": ("what it puts there", "no fix"),
            "fix_safety": ('"safe" or "unsafe"', "no fix"),
            "fingerprint": ("the same for the same flaw of the same article, even when lines shift", ""),
            "field": ("the column of ARTICLES that offsets count in", "a file or record could not be read"),
        },
    ),
    "RESULTS": (
        "One row an expectation of the suite: `report.results`.",
        schema.RESULTS,
        {
            "suite": ("the suite's name", ""),
            "rule": ("the rule's name", ""),
            "code": ("the rule's code", ""),
            "severity": ('"error", "warning" or "info"', ""),
            "evaluated": ("articles the rule could judge", ""),
            "failed": ("articles with at least one finding of it", ""),
            "share": ("share of the evaluated articles that are free of it", "none was evaluated"),
            "mostly": ("share that must be free of it", ""),
            "status": ('"pass", "warn", "fail" or "not-evaluated"', ""),
            "reason": ("how many failed, or why nothing was evaluated", "all are free of the flaw"),
        },
    ),
}


def type_name(kind: pa.DataType) -> str:
    """Return an Arrow type as people write it."""
    if pa.types.is_dictionary(kind):
        return f"dictionary<{kind.value_type}>"
    return str(kind).replace("item: ", "").replace("element: ", "")


def tables_page() -> str:
    """Return the page of the schemas; ValueError when a column has no description here, or a description no column."""
    lines = [
        MARK.format(source="`src/newsqa/schema.py` and `tools/generate_docs.py`"),
        "# The tables",
        "",
        "All input becomes ARTICLES, and all output is one of the other four; they are pyarrow tables. Lines, columns and "
        "records count from 1 and column ends are inclusive, as an editor shows them. `start` and `end` count characters "
        "(Unicode code points) from 0, end exclusive, as Python slices them. A dash in the last column means that the schema "
        "allows null and newsqa writes none.",
    ]
    for name, (about, columns, said) in TABLES.items():
        if wrong := set(columns.names) ^ set(said):
            raise ValueError(
                f"tools/generate_docs.py, TABLES[{name!r}]: {', '.join(sorted(wrong))}: column or description is missing"
            )
        rows = []
        for column in columns:
            meaning, null = said[column.name]
            if bool(null) != column.nullable:
                raise ValueError(
                    f"tools/generate_docs.py, TABLES[{name!r}]: {column.name}: does it have nulls?"
                )
            rows.append((code(column.name), code(type_name(column.type)), meaning, null or "never"))
        lines += ["", f"## {name}", "", about, "", table(("column", "type", "holds", "null when"), rows)]
    return "\n".join(lines) + "\n"


# --- suites -----------------------------------------------------------------------------------------------------------


def suites_page() -> str:
    """Return the page of the built-in suites."""
    known = suites()
    rows = [
        [
            f"[{rule.code}](rules/{rule.code}.md)",
            code(rule.name),
            *(_cell(expectation(s, rule)) for s in known.values()),
        ]
        for rule in rules.catalogue()
    ]
    described = "\n".join(f"- `{name}`: {suite.description}" for name, suite in known.items())
    return f"""{MARK.format(source="`src/newsqa/suites/`")}
# The built-in suites

{described}

A cell gives the severity; then the share of articles that must be free of the flaw, when it is not all of them; then the
options that differ from the rule's own. "–" means that the rule is not run. `newsqa suite show NAME` prints a suite in full.

{table(("code", "rule", *known), rows)}

## Your own suite

A suite is a TOML file, by custom in `expectations/`. It starts from another one with `extends` and says only what is
different. `newsqa suite validate FILE` tells whether it is valid.

```toml
name = "daily-crawl"
extends = "scrape"
timezone = "Europe/Paris"

[[expect]]
rule = "missing-date"
mostly = 0.99

[[expect]]
rule = "short-body"
severity = "error"
min_words = 80

[[expect]]
rule = "naive-datetime"
enabled = false
```

| key | meaning |
| --- | --- |
| `name`, `description` | what reports call the suite |
| `extends` | a built-in suite, or a file beside this one; its expectations are taken over |
| `timezone` | IANA name of the zone in which clock times without an offset were written |
| `[fields]` | [names of columns](fields.md), as `text = "Copy"` |
| `[boilerplate] phrases` | lines to treat as comment rules besides the built-in ones |
| `[columns.NAME]` | the [contract](#contracts-of-columns) of a table's column |
| `[[expect]]` `rule` | name or code of a rule |
| `[[expect]]` `mostly` | the share of evaluated articles that must be free of the flaw, 0 to 1 (1) |
| `[[expect]]` `severity` | {", ".join(SEVERITIES)} |
| `[[expect]]` `enabled` | `false` takes an inherited expectation away |
| `[[expect]]` anything else | an option of the rule, as its [page](rules/README.md) lists them |

Durations are strings: `"60s"`, `"24h"`, `"2d"`. Unknown keys, rules and options are errors that name the file, the key and
the nearest known word.

## Contracts of columns

What a table's columns must be is declared under `[columns.NAME]`. pandera executes it; what breaks it are findings `COL001` to
`COL008`, and each check of each column is a result: `columns.url.unique`.

```toml
name = "desk"
extends = "scrape"

[columns.url]
dtype = "string"
nullable = false
unique = true
str_matches = "https?://"

[columns.section]
isin = ["news", "sport"]
mostly = 0.98
severity = "warning"

[columns.words]
dtype = "int64"
in_range = [1, 20000]
required = false
```

| key | meaning | null | code |
| --- | --- | --- | --- |
| `required` | the column must be there (true) | null is a value that is there | [COL001](rules/COL001.md) |
| `dtype` | {_dtypes()} | null is of every type | [COL002](rules/COL002.md) |
| `nullable` | `false`: no null, no NaN, no empty cell of CSV (true) | fails | [COL003](rules/COL003.md) |
| `unique` | `true`: no value twice in the whole input; all rows that share one fail (false) | equal to nothing | [COL004](rules/COL004.md) |
| `isin` | a list of the values that are allowed | passes | [COL005](rules/COL005.md) |
| `in_range` | bounds, both included: `[0, 100]`, or `{{ min_value = 0 }}`; numbers, days or times | passes | [COL006](rules/COL006.md) |
| `str_matches` | a regular expression (RE2) that matches from the start; `$` at its end for the whole value | passes | [COL007](rules/COL007.md) |
| `str_length` | characters, both bounds included: `[1, 200]`, or `{{ max_value = 200 }}` | passes | [COL008](rules/COL008.md) |
| `mostly` | the share of what each check could judge that must pass it (1) | | |
| `severity` | {", ".join(SEVERITIES)} (error) | | |

What is not declared is not checked, but that the column is there. A contract in a suite that extends another one replaces the
inherited contract of the column as a whole.

- **Which column.** The input's own column of that name (dots lead into nested values), else the one that is read as the
  [field](fields.md) of that name: `[columns.url]` finds `link`. Text files, pages and news items have no columns: what they
  declare (`title`, `url`, `published`, …) is checked as text, and of the rest the result is `not-evaluated`.
- **Types.** Tables have types, and `dtype` is compared with the type of the column, once a table: int32 is not int64, but text may
  be stored in any way and times in any unit and zone. CSV has none: each cell must be readable as the dtype. JSON has a few: a
  number is no string, and a day or time is a string such as `"2026-03-22T15:28:00Z"`. Values of the wrong type are not looked
  at by the other checks. Without `dtype`, the other checks say which type they are for.
- **JSON Lines.** Each record has keys of its own: one without the key lacks the column, and its other checks are not made.
- **Counts.** Results count rows; of `required` and `dtype` they count tables (records of JSON, values of CSV and JSON).
- `--select`, `--ignore` take the codes: `--ignore COL004`. The whole input is compared for `unique`; some 150 bytes an article
  are kept for it.

A suite is also a schema of pandera for your own data frames: see the [guide](guides/pandera.md).

Editors that know JSON schemas can complete and check suites with
[configuration.schema.json](configuration.schema.json): `#/$defs/suite` is a suite, `#/$defs/configuration` is
`[tool.newsqa]` of pyproject.toml, or newsqa.toml.
"""


def _dtypes() -> str:
    return ", ".join(code(name) for name in DTYPES)


def _cell(found: Expectation | None) -> str:
    if found is None:
        return "–"
    own = found.rule.options()
    changed = [
        f"{name} {toml(plain(value))}"
        for name, value in found.options._asdict().items()
        if value != getattr(own, name)
    ]
    mostly = [f"{found.mostly * 100:g} %"] if found.mostly < 1 else []
    return ", ".join([found.severity, *mostly, *changed])


# --- JSON schema ------------------------------------------------------------------------------------------------------

_MAPPING = {
    "type": "object",
    "description": "The input's names of fields of an article.",
    "properties": {name: {"type": "string"} for name, _ in usual_names()},
    "additionalProperties": False,
}
_CONFIGURED: dict[str, dict[str, Any]] = {
    "paths": {
        "description": "What is checked where the command line names nothing: files, folders, globs, relative to this file."
    },
    "suite": {"description": "A built-in suite, or a .toml file relative to this one."},
    "select": {"description": "Codes, prefixes or names of rules to run instead of the suite's."},
    "ignore": {"description": "Codes, prefixes or names of rules not to run."},
    "exclude": {
        "description": "Files and folders to leave out, as patterns of a .gitignore, seen from this file's folder."
    },
    "force_exclude": {
        "description": "Leave them out even if they are named on the command line, as pre-commit does.",
        "default": False,
    },
    "extend_select": {"description": "Codes, prefixes or names of rules to run besides the suite's."},
    "preview": {"description": "Run rules in preview, too."},
    "timezone": {"description": "IANA name of the zone in which clock times without an offset were written."},
    "reference_time": {"description": "What counts as now, as an ISO 8601 time."},
    "output_format": {"description": "Format of the report.", "enum": list(FORMATS)},
    "fail_level": {"description": "The least severity that fails a run.", "enum": list(SEVERITIES)},
    "unsafe_fixes": {"description": "Apply unsafe fixes, too."},
    "min_articles": {
        "description": "With fewer articles than so many a run fails with exit code 2.",
        "minimum": 0,
    },
    "workers": {
        "description": "How many processes check; by default as many as there is work for.",
        "minimum": 1,
    },
    "cache_dir": {"description": "Where what was found is stored, relative to this file."},
    "baseline": {
        "description": "A file of findings that are known, relative to this one: only what is new counts."
    },
    "history": {"description": "A folder, relative to this file, where it is noted how each run went."},
    "fields": _MAPPING,
    "reports": {
        "type": "object",
        "description": "Reports that a check writes besides: formats, and files relative to this one.",
        "properties": {name: {"type": "string", "minLength": 1} for name in FORMATS},
        "additionalProperties": False,
    },
}


def json_schema() -> str:
    """Return the JSON schema of suites and of the configuration; ValueError when a setting is not described."""
    settings = get_type_hints(Config)
    if wrong := set(settings) ^ set(_CONFIGURED):
        raise ValueError(
            f"tools/generate_docs.py, _CONFIGURED: {', '.join(sorted(wrong))}: setting or description is missing"
        )
    configuration = {
        "type": "object",
        "properties": {
            n.replace("_", "-"): {**_json_type(hint), **_CONFIGURED[n]} for n, hint in settings.items()
        },
        "additionalProperties": False,
    }
    suite = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "description": {"type": "string"},
            "extends": {
                "type": "string",
                "description": f"{', '.join(built_in())}, or a .toml file beside this one.",
            },
            "timezone": _CONFIGURED["timezone"] | {"type": "string"},
            "fields": _MAPPING,
            "boilerplate": {
                "type": "object",
                "properties": {"phrases": {"type": "array", "items": {"type": "string", "pattern": r"\S"}}},
                "additionalProperties": False,
            },
            "columns": {"type": "object", "additionalProperties": {"type": "object"}},
            "standards": {
                "type": "object",
                "description": "Files of schemas that items are held against, relative to this one.",
                "properties": {name: {"type": "string"} for name in SCHEMA_KEYS},
                "additionalProperties": False,
            },
            "expect": {
                "type": "array",
                "items": {"oneOf": [_expect_schema(rule) for rule in rules.catalogue()]},
            },
        },
        "additionalProperties": False,
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsqa",
        "description": "A suite of newsqa, or its configuration: [tool.newsqa] in pyproject.toml, or newsqa.toml.",
        "anyOf": [{"$ref": "#/$defs/suite"}, {"$ref": "#/$defs/configuration"}],
        "$defs": {"suite": suite, "configuration": configuration},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _expect_schema(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "rule": {"enum": [rule.name, rule.code]},
        "mostly": {"type": "number", "minimum": 0, "maximum": 1, "default": 1},
        "severity": {"enum": list(SEVERITIES), "default": rule.severity},
        "enabled": {"type": "boolean", "default": True},
    }
    for option in options(rule):
        entry = _json_type(option.type)
        if entry["type"] == "array" and option.default:
            entry["items"] = {"enum": option.default}
        if entry["type"] == "number" and option.name.endswith(("_share", "_confidence")):
            entry["maximum"] = 1
        given = {} if option.default is None else {"default": option.default}
        properties[option.name] = {
            "description": sentence(option.meaning).replace("``", ""),
            **entry,
            **given,
        }
    return {
        "title": f"{rule.code} {rule.name}",
        "description": sentence(rule.summary),
        "type": "object",
        "properties": properties,
        "required": ["rule"],
        "additionalProperties": False,
    }


def _json_type(hint: Any) -> dict[str, Any]:
    base = _base(hint)
    if get_origin(base) is Literal:
        return {"type": "string", "enum": list(get_args(base))}
    if get_origin(base) is tuple:
        return {"type": "array", "items": _json_type(get_args(base)[0])}
    if get_origin(base) is Mapping:
        share = {"type": "number", "minimum": 0, "maximum": 1}
        names = get_args(get_args(base)[0])
        return {"type": "object", "properties": dict.fromkeys(names, share), "additionalProperties": False}
    if base is dt.date:
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
    if base is dt.timedelta:
        return {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(s|m|min|h|d|w)$"}
    simple: dict[Any, dict[str, Any]] = {
        int: {"type": "integer", "minimum": 0},
        float: {"type": "number", "minimum": 0},
        bool: {"type": "boolean"},
        str: {"type": "string"},
    }
    return dict(simple.get(base, {"type": "object"}))


# --- README.md --------------------------------------------------------------------------------------------------------


def demo() -> str:
    """Return what ``make demo`` prints, cut: real lines, and how many are left out."""
    configuration = ROOT / "seeds" / "newsqa.toml"
    shown = ["--config", "seeds/newsqa.toml" if configuration.is_file() else "pyproject.toml"]
    printed = run("check", "seeds/", *shown, "--output-format", "concise", "--reference-time", REFERENCE_TIME)
    findings, _, rest = printed.partition("\n\n")
    head, *expectations, verdict = rest.splitlines()
    lines = [
        "$ make demo",
        *_cut(findings.splitlines(), DEMO_FINDINGS, "findings"),
        "",
        head,
        *_cut(expectations, DEMO_EXPECTATIONS, "expectations"),
        verdict,
        "The HTML report is in report.html",
    ]
    return "\n".join(["```console", *lines, "```"])


def _cut(lines: Sequence[str], limit: int, what: str) -> list[str]:
    left = len(lines) - limit
    return [*lines[:limit], f"… {left} more {what}"] if left > 1 else list(lines)


def run(*arguments: str) -> str:
    """Return what a command prints to standard output, run from the repository's root."""
    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), _environment(NO_COLOR="1"):
        status = cli.main(arguments)
    if status == cli.EXIT_ERROR:
        raise RuntimeError(f"newsqa {' '.join(arguments)}: exit code {status}")
    return out.getvalue()


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def short_fields() -> str:
    """Return the names of fields as README.md shows them: the first few of each."""
    rows = [
        (code(name), ", ".join(code(n) for n in names[1:5]) + (", …" if len(names) > 5 else ""))
        for name, names in usual_names()
    ]
    return table(("field", "other names that are found"), rows)


def formats() -> str:
    """Return which files are read."""
    by_format: dict[str, list[str]] = {}
    for suffix, name in SUFFIXES.items():
        by_format.setdefault(name, []).append(suffix)
    words = {
        "text": "plain text, one article a file",
        "jsonl": "JSON Lines",
        "csv": "CSV",
        "tsv": "tab-separated values",
    }
    words |= {"parquet": "Parquet", "arrow": "Arrow IPC, file or stream"}
    rows = [
        (words.get(name, name), ", ".join(code(s) for s in suffixes)) for name, suffixes in by_format.items()
    ]
    rows.insert(2, ("JSON: a list of articles, or articles one after another", code(".json")))
    packed = ", ".join(code(suffix) for suffix in PACKED)
    return table(("format", "suffixes"), rows) + f"\n\nEach may be compressed: {packed} behind the suffix."


def fill(text: str, regions: Mapping[str, str]) -> str:
    """Return a page with its marked regions filled; ValueError when a mark has no end or a region no mark."""
    for name, content in regions.items():
        begin = f"<!-- generated: {name} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition("<!-- end -->")
        if not (found and closed):
            raise ValueError(f"README.md: the region {begin} … <!-- end --> is missing")
        text = f"{before}{begin}\n{content}\n<!-- end -->{after}"
    return text


def readme() -> str:
    """Return README.md with its generated regions."""
    regions = {
        "demo": demo(),
        "rules": _rule_table(rules.catalogue(), "docs/rules/"),
        "fields": short_fields(),
        "formats": formats(),
    }
    return fill((ROOT / "README.md").read_text("utf-8"), regions)


# --- the command ------------------------------------------------------------------------------------------------------


def generated() -> Files:
    """Return every generated file."""
    return {
        **rule_pages(),
        "docs/fields.md": fields_page(),
        "docs/tables.md": tables_page(),
        "docs/suites.md": suites_page(),
        "docs/configuration.schema.json": json_schema(),
        "README.md": readme(),
    }


def left_over(files: Files) -> list[Path]:
    """Return the pages of rules that are no more."""
    return sorted(
        page
        for page in (ROOT / "docs" / "rules").glob("*.md")
        if page.relative_to(ROOT).as_posix() not in files
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write the files, or with ``--check`` compare them; return 0, or 1 when one is out of date."""
    parser = argparse.ArgumentParser(description="Write the documentation that is made from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is out of date")
    check = parser.parse_args(argv).check
    files = generated()
    stale = []
    for name, content in files.items():
        path = ROOT / name
        if path.is_file() and path.read_bytes() == content.encode():
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
    for path in left_over(files):
        stale.append(f"{path.relative_to(ROOT).as_posix()} (no such rule any more)")
        if not check:
            path.unlink()
    for name in stale:
        print(f"{'out of date' if check else 'written'}: {name}", file=sys.stderr if check else sys.stdout)
    if check and stale:
        print("Run: python tools/generate_docs.py", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
