"""The seed documents give the findings that expectations/findings.toml declares, no more and no fewer."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

import newsqa
from checking import place
from newsqa.readers import batches
from newsqa.readers.files import format_by_name
from newsqa.view import Context, View

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SUITE = ROOT / "expectations" / "seeds.toml"
NOW = "2026-01-01T00:00:00+00:00"

DECLARED: dict[str, list[str]] = tomllib.loads((ROOT / "expectations" / "findings.toml").read_text("utf-8"))
FILES = sorted(p for p in SEEDS.iterdir() if p.name not in ("README.md", "newsqa.toml"))
TEXTS = [path for path in FILES if path.suffix == ".txt"]
CLEAN = [path for path in TEXTS if DECLARED.get(path.name) == []]

SEED = SEEDS / "000_0ddeb315b541c810.txt"


def check(source: Any, **options: Any) -> newsqa.Report:
    return newsqa.check(source, suite=SUITE, reference_time=NOW, **options)


def places(report: newsqa.Report) -> list[str]:
    """Return the findings as findings.toml writes them."""
    return [
        f"#{row['record']} {place(row)}"
        if format_by_name(Path(row["path"] or "")) == "parquet"
        else place(row)
        for row in report.findings.to_pylist()
    ]


def test_every_seed_is_declared() -> None:
    assert set(DECLARED) == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_declared_findings(path: Path) -> None:
    assert places(check(path)) == DECLARED[path.name]


def test_all_seeds_together() -> None:
    found: dict[str, list[str]] = {name: [] for name in DECLARED}
    report = check([str(path) for path in FILES])
    for row, written in zip(report.findings.to_pylist(), places(report), strict=True):
        found[Path(row["path"]).name].append(written)
    assert found == DECLARED


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_seeds_are_left_alone(path: Path) -> None:
    assert not newsqa.fix(path.read_bytes().decode(), suite=SUITE, reference_time=NOW).changed


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_second_fix_changes_nothing(path: Path) -> None:
    once = newsqa.fix(path.read_bytes().decode(), suite=SUITE, reference_time=NOW, unsafe=True)
    assert not newsqa.fix(once.text, suite=SUITE, reference_time=NOW, unsafe=True).changed


# --- the seed article -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def text() -> str:
    return SEED.read_bytes().decode()


@pytest.fixture(scope="module")
def mended(text: str) -> str:
    """Return the seed article as it should be: without lines 3, 10 and 30, and a blank line of the last two each."""
    lines = text.split("\n")
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in (3, 10, 11, 29, 30))


def only(table: Any) -> dict[str, Any]:
    (row,) = table.to_pylist()
    return dict(row)


def test_seed_has_no_final_newline(text: str) -> None:
    assert len(text.split("\n")) == 30
    assert not text.endswith("\n")


def test_seed_facts(text: str) -> None:
    facts = only(check(SEED).facts)
    assert facts["title"] == text.split("\n")[0]
    assert facts["published_at"] == dt.datetime(2021, 3, 22, 15, 28)
    assert facts["published_precision"] == "minute"
    assert facts["utc_offset_minutes"] is None
    assert facts["published_origin"] == "text"
    start = text.index("lundi 22 mars 2021")
    assert (facts["published_start"], facts["published_end"]) == (start, start + 26)  # 6:37-6:62
    assert facts["modified_at"] is None
    assert facts["language"] == "fr"


def test_seed_sources(text: str) -> None:
    facts = only(check(SEED).facts)
    assert facts["sources_origin"] == "text"
    assert facts["authors"] == []
    assert {*facts["agencies"], *facts["publisher"].split(", ")} == {"Orange", "Boursier.com"}
    (batch,) = batches(SEED)
    view = View(batch, Context(dt.datetime.fromisoformat(NOW)))
    spans = {m.name: view.block_text(m.index)[m.within :][: len(m.name)] for m in view.sources(0).mentions}
    assert spans == {"Orange": "Orange", "Boursier.com": "Boursier.com"}  # 6:1-6:6 and 6:13-6:24


def test_seed_roles() -> None:
    blocks = [row for row in check(SEED).blocks.to_pylist() if row["line"] in (1, 3, 4, 6, 8, 10, 18, 24, 30)]
    roles = {row["line"]: row["role"] for row in blocks}
    assert roles == {
        1: "title", 3: "repeated-title", 4: "caption", 6: "byline", 8: "lede", 10: "paragraph", 18: "subhead",
        24: "subhead", 30: "boilerplate",
    }  # fmt: skip


def test_seed_related_lines() -> None:
    rows = check(SEED).findings.to_pylist()
    assert {row["code"]: row["related_line"] for row in rows if row["related_line"]} == {
        "DUP001": 1,
        "DUP002": 8,
    }


def test_seed_fix(text: str, mended: str) -> None:
    result = newsqa.fix(text, suite=SUITE, reference_time=NOW)
    assert result.text == mended
    assert sorted(fix.code for fix in result.applied) == ["BLR001", "DUP001", "DUP002"]
    assert {fix.safety for fix in result.applied} == {"safe"}
    assert result.skipped == ()


def test_only_the_naive_time_remains_after_the_fix(mended: str, tmp_path: Path) -> None:
    path = tmp_path / "seed.txt"
    path.write_bytes(mended.encode())
    assert places(check(path)) == ["5:58-5:62 DAT003"]
    assert not newsqa.fix(mended, suite=SUITE, reference_time=NOW).changed


def test_seed_with_a_time_zone() -> None:
    report = check(SEED, timezone="Europe/Paris")
    facts = only(report.facts)
    assert (facts["published_at"], facts["utc_offset_minutes"]) == (dt.datetime(2021, 3, 22, 15, 28), 60)
    assert places(report) == ["3:1-3:79 DUP001", "10:1-10:171 DUP002", "30:1-30:40 BLR001"]


def test_seed_with_the_wrong_weekday(text: str, tmp_path: Path) -> None:
    path = tmp_path / "seed.txt"
    path.write_bytes(text.replace("lundi", "mardi").encode())
    declared = DECLARED[SEED.name]
    assert places(check(path)) == [declared[0], "6:37-6:41 DAT007", *declared[1:]]
