"""How right each rule is: figures measured by ``make accuracy``, which ship with the package."""

from __future__ import annotations

from typing import Any

from newsqa.data import load


def measured(code: str) -> dict[str, Any] | None:
    """Return a rule's figures as a JSON object; None when the rule was not measured.

    ``own`` are faults put into the project's own clean articles, ``real`` those put into articles of real pages: how many
    ``faults``, and the shares ``recall`` (of the faults that are found) and ``precision`` (of the findings that are right;
    null without findings; a finding in an own article to which nothing was done is wrong). ``alarms_per_1000`` are articles with a finding among 1,000 clean real ones, ``bulk_per_1000``
    among 1,000 articles of data sets that nobody has cleaned.
    """
    figures = load("accuracy")
    found = {
        name: _shares(figures[name]["rules"][code])
        for name in ("own", "real")
        if code in figures[name]["rules"]
    }
    clean, bulk = figures["clean"]["rules"].get(code), figures["bulk"]["rules"].get(code)
    if clean and clean["articles"]:
        found["alarms_per_1000"] = round(1000 * clean["alarms"] / clean["articles"], 1)
    if bulk is not None and figures["bulk"]["articles"]:
        found["bulk_per_1000"] = round(1000 * bulk / figures["bulk"]["articles"], 1)
    return found or None


def _shares(counts: dict[str, Any]) -> dict[str, Any]:
    findings = counts["found"] + counts["wrong"] + counts.get("clean", 0)
    return {
        "faults": counts["faults"],
        "recall": round(counts["found"] / counts["faults"], 4) if counts["faults"] else None,
        "precision": round(counts["found"] / findings, 4) if findings else None,
    }


def percent(share: float | None) -> str:
    """Write a share as a percentage; 100 % only for all of them, 0 % only for none."""
    if share is None:
        return "–"
    shown = f"{100 * share:.1f}".removesuffix(".0")
    if shown == "100" and share < 1:
        shown = "99.9"
    return f"{shown} %"


def sentences(code: str) -> list[str]:
    """Return what the figures say of a rule, a sentence each."""
    if code.startswith("COL"):
        return ["Exact: it compares values with what the suite declares."]
    figures = measured(code)
    if figures is None:
        return ["Not measured: there is no way to put its fault into an article."]
    said = []
    for name, where in (("own", "the project's own articles"), ("real", "articles of real pages")):
        if (found := figures.get(name)) and found["faults"]:
            right = (
                f", and {percent(found['precision'])} of the findings are right"
                if found["precision"] is not None
                else ""
            )
            said.append(
                f"Of {found['faults']:,} faults put into {where}, {percent(found['recall'])} are found{right}."
            )
    if "alarms_per_1000" in figures:
        said.append(f"Of 1,000 clean articles of real pages, {figures['alarms_per_1000']:g} are flagged.")
    if "bulk_per_1000" in figures:
        said.append(
            f"Of 1,000 articles of data sets that nobody has cleaned, {figures['bulk_per_1000']:g} are flagged."
        )
    return said
