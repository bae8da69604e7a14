"""The examples of the standards' own projects: every file is read, or skipped with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsqa import readers

FORMATS = Path(__file__).parents[3] / "shared" / "data" / "formats"
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason=f"no data in {FORMATS}")

# Fragments of documents, a schema, and events that are no item.
FRAGMENTS = {
    "extension-schema",
    "20231016-event-timeline",
    "LISTING_7",
    "LISTING_8",
    "LISTING_9",
    "LISTING_28",
    "LISTING_25",
}


def told(path: Path, **options: str) -> tuple[list[dict[str, object]], list[str], list[str]]:
    batches = list(readers.batches(path, **options))
    articles = [row for batch in batches for row in batch.articles.to_pylist()]
    return articles, [p.message for b in batches for p in b.problems], [n for b in batches for n in b.notes]


@pytest.mark.parametrize("folder", ["newsml-g2/examples", "newsml-g2/tests/test_files", "ninjs/examples"])
def test_examples(folder: str) -> None:
    for path in sorted((FORMATS / folder).rglob("*")):
        if path.suffix not in (".xml", ".json"):
            continue
        articles, problems, notes = told(path)
        assert problems == [], path
        assert articles or notes, path
        if any("of no format" in note for note in notes):
            assert any(path.name.startswith(name) for name in FRAGMENTS), path


def test_wire_items_tell_the_same_story_in_both_formats() -> None:
    folder = FORMATS / "dpa-digitalwires" / "tests" / "data"
    compared = 0
    for path in sorted((folder / "input").glob("*.json")):
        other = folder / "output" / f"{path.stem}.xml"
        if not other.exists():
            continue
        one, two = told(path)[0], told(other)[0]
        assert len(one) == len(two), path
        for a, b in zip(one, two, strict=True):
            assert all(
                a[name] == b[name] for name in ("title", "text", "published", "authors", "language")
            ), path
            compared += 1
    assert compared >= 14


@pytest.mark.parametrize("verdict", ["should_pass", "should_fail"])
def test_the_validation_suite_as_far_as_required_fields_decide(verdict: str) -> None:
    """The one required field is the uri; the files that fail for another reason need the schema."""
    judged = 0
    for path in sorted((FORMATS / "ninjs" / "validation").rglob(f"{verdict}/*.json")):
        articles, problems, _ = told(path, format="ninjs")
        lacking = [article for article in articles if "missing" in json.loads(str(article["item_metadata"]))]
        if verdict == "should_pass":
            assert not lacking, path
            assert not problems, path
        elif any(told in path.name for told in ("no_uri", "no_name")):
            assert lacking or not articles, path
            judged += bool(lacking)
    assert verdict == "should_pass" or judged >= 3
