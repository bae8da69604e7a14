"""Tables with the faults of all rules: the generator's articles, and the cases of the rules' own tests."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

import corpus
from newsqa import schema

CASES = Path(__file__).parents[1] / "rules"
_DECLARED = [f for f in schema.ARTICLES if f.name not in ("article_id", "path", "record", "line")]
SCHEMA = pa.schema([pa.field("id", pa.string()), *_DECLARED])


def generated(seed: int, size: int) -> pa.Table:
    """Return articles of the generator, of which some lack fields, have blank ones, or stand twice."""
    rng = Random(seed)
    rows = corpus.table(size, seed=seed, fault_share=0.7).to_pylist()
    for row in rows:
        for name in row.keys() - {"id"}:
            if rng.random() < 0.05:
                row[name] = rng.choice([None, [] if name == "authors" else rng.choice(["", " \n"])])
    rows += [{**row, "id": f"{row['id']} again"} for row in rng.sample(rows, size // 10)]
    return pa.Table.from_pylist(rows, schema=corpus.SCHEMA)


def cases() -> pa.Table:
    """Return all articles in the cases of the rules, one below the other."""
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_bytes().decode())["case"]):
            several = case.get("articles", [case] if "text" in case else [])
            for place, article in enumerate(several):
                given = {"text": article} if isinstance(article, str) else article
                declared = {name: given.get(name) for name in SCHEMA.names}
                rows.append({**declared, "id": f"{path.stem} {number} {place}"})
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def series() -> Iterator[tuple[str, pa.Table]]:
    """Yield the articles of whole sources in the cases of corpus rules, each with the case's name."""
    for path in sorted(CASES.glob("COR*.toml")):
        for case in tomllib.loads(path.read_bytes().decode())["case"]:
            rows: list[dict[str, Any]] = []
            for given in case.get("series", []):
                for number, count in enumerate(given["counts"]):
                    told = {name: given.get(name) for name in SCHEMA.names}
                    if "first" in given:
                        day = given["first"] + dt.timedelta(days=number * given.get("step", 1))
                        told["published"] = day.isoformat()
                    rows += [told] * count
            if rows:
                named = [{**row, "id": f"n{number}"} for number, row in enumerate(rows)]
                yield f"{path.stem} {case['name']}", pa.Table.from_pylist(named, schema=SCHEMA)
