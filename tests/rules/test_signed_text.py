"""Every fix of a signed text is unsafe, and a safe run leaves its bytes alone."""

from __future__ import annotations

import newsqa
from newsqa.text.signed import manifests

MANIFEST = "\ufeff" + "".join(map(chr, range(0xFE00, 0xFE10))) * 4
TEXT = "A text with an entity &amp; more.\n\nA text with an entity &amp; more.\n\n" + MANIFEST


def test_a_signed_text_is_not_mended() -> None:
    assert newsqa.fix(TEXT.replace(MANIFEST, "")).applied
    mended = newsqa.fix(TEXT)
    assert (mended.text, mended.applied) == (TEXT, ())
    assert mended.skipped


def test_it_is_when_that_is_asked_for() -> None:
    assert newsqa.fix(TEXT, unsafe=True).text != TEXT


def test_only_its_own_article_is_spared() -> None:
    import pyarrow as pa

    plain = TEXT.replace(MANIFEST, "")
    found = newsqa.check(pa.table({"text": [plain, TEXT, plain]}), corpus=False).findings.to_pylist()
    safeties = {(row["record"], row["fix_safety"]) for row in found if row["rule"] == "html-entity"}
    assert safeties == {(1, "safe"), (2, "unsafe"), (3, "safe")}


def test_the_span_is_the_manifest() -> None:
    raw = TEXT.encode()
    ((start, end),) = manifests(raw)
    assert raw[start:end].decode() == MANIFEST
