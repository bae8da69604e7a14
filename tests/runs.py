"""Runs of the engine to be compared: the settings they share, and all that an outcome says."""

import datetime as dt

import pyarrow as pa

from newsqa import api

NOW = dt.datetime(2026, 3, 22, 12, tzinfo=dt.UTC)


def settings(now=NOW, suite="scrape", select=None):
    chosen = api.choose(suite, select, (), (), preview=False, timezone=None)
    return chosen, api.context_of(chosen, now)


def told(outcome):
    """Return all that an outcome says, to be compared."""
    found = [table for table, _ in outcome.found()]
    findings = pa.concat_tables(found) if found else None
    return (
        findings and findings.drop_columns(["number"]).to_pylist(),
        outcome.failing().tolist(),
        outcome.results().to_pylist(),
        outcome.articles,
        outcome.text_bytes,
        outcome.notes,
        outcome.failures,
    )
