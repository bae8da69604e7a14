"""The catalogue: one table from code to the file that holds the rule."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from newsqa.errors import SuiteError

if TYPE_CHECKING:
    from newsqa.rules.base import Rule

# code: (name, module below newsqa.rules). A new rule is one file, one case file and one line here.
TABLE: dict[str, tuple[str, str]] = {
    "IO001": ("unreadable-input", "io.unreadable_input"),
    "IO002": ("undecodable-bytes", "io.undecodable_bytes"),
    "IO003": ("oversized-record", "io.oversized_record"),
    "DAT001": ("missing-date", "dates.missing_date"),
    "DAT002": ("invalid-date", "dates.invalid_date"),
    "DAT003": ("naive-datetime", "dates.naive_datetime"),
    "DAT004": ("future-date", "dates.future_date"),
    "DAT005": ("implausible-date", "dates.implausible_date"),
    "DAT006": ("modified-before-published", "dates.modified_before_published"),
    "DAT007": ("mismatched-weekday", "dates.mismatched_weekday"),
    "DAT008": ("conflicting-dates", "dates.conflicting_dates"),
    "DAT010": ("relative-date", "dates.relative_date"),
    "SRC001": ("missing-source", "sources.missing_source"),
    "SRC002": ("missing-author", "sources.missing_author"),
    "SRC003": ("merged-authors", "sources.merged_authors"),
    "SRC004": ("noisy-author", "sources.noisy_author"),
    "SRC005": ("uncredited-agency", "sources.uncredited_agency"),
    "SRC006": ("missing-dateline", "sources.missing_dateline"),
    "SRC007": ("unattributed-quote", "sources.unattributed_quote"),
    "DUP001": ("repeated-title", "duplication.repeated_title"),
    "DUP002": ("repeated-lede", "duplication.repeated_lede"),
    "DUP003": ("repeated-paragraph", "duplication.repeated_paragraph"),
    "DUP004": ("near-repeated-paragraph", "duplication.near_repeated_paragraph"),
    "DUP005": ("repeated-body", "duplication.repeated_body"),
    "STR001": ("missing-title", "structure.missing_title"),
    "STR002": ("missing-body", "structure.missing_body"),
    "STR003": ("orphan-caption", "structure.orphan_caption"),
    "STR004": ("dangling-subhead", "structure.dangling_subhead"),
    "STR006": ("index-page", "structure.index_page"),
    "STR007": ("broken-paragraph", "structure.broken_paragraph"),
    "TXT001": ("mojibake", "text.mojibake"),
    "TXT002": ("replacement-character", "text.replacement_character"),
    "TXT003": ("html-entity", "text.html_entity"),
    "TXT004": ("markup-residue", "text.markup_residue"),
    "TXT005": ("control-character", "text.control_character"),
    "TXT006": ("invisible-character", "text.invisible_character"),
    "TXT007": ("denormalized-text", "text.denormalized_text"),
    "TXT008": ("irregular-whitespace", "text.irregular_whitespace"),
    "TXT009": ("irregular-newlines", "text.irregular_newlines"),
    "TXT010": ("mixed-script-word", "text.mixed_script_word"),
    "BLR001": ("comment-boilerplate", "boilerplate.comment_boilerplate"),
    "BLR002": ("cookie-notice", "boilerplate.cookie_notice"),
    "BLR003": ("paywall-stub", "boilerplate.paywall_stub"),
    "BLR004": ("subscribe-prompt", "boilerplate.subscribe_prompt"),
    "BLR005": ("share-widget", "boilerplate.share_widget"),
    "BLR006": ("related-links", "boilerplate.related_links"),
    "BLR007": ("copyright-footer", "boilerplate.copyright_footer"),
    "BLR008": ("blocked-page", "boilerplate.blocked_page"),
    "LNG001": ("undeclared-language", "language.undeclared_language"),
    "LNG002": ("mismatched-language", "language.mismatched_language"),
    "LNG004": ("invalid-language-tag", "language.invalid_language_tag"),
    "LEN001": ("truncated-text", "length.truncated_text"),
    "LEN002": ("short-body", "length.short_body"),
    "LEN003": ("long-title", "length.long_title"),
    "MET001": ("mismatched-title", "metadata.mismatched_title"),
    "MET002": ("missing-url", "metadata.missing_url"),
    "MET003": ("tracked-url", "metadata.tracked_url"),
    "MET004": ("suffixed-title", "metadata.suffixed_title"),
    "MET005": ("mismatched-wordcount", "metadata.mismatched_wordcount"),
    "STD001": ("invalid-ninjs", "standards.invalid_ninjs"),
    "STD002": ("invalid-newsml-g2", "standards.invalid_newsml_g2"),
    "STD003": ("invalid-nitf", "standards.invalid_nitf"),
    "STD004": ("incomplete-news-sitemap", "standards.incomplete_news_sitemap"),
    "STD005": ("incomplete-article-markup", "standards.incomplete_article_markup"),
    "STD006": ("incomplete-claim-review", "standards.incomplete_claim_review"),
    "STD007": ("withheld-item", "standards.withheld_item"),
    "STD008": ("signed-text", "standards.signed_text"),
    "COR001": ("duplicate-document", "corpus.duplicate_document"),
    "COR002": ("near-duplicate-document", "corpus.near_duplicate_document"),
    "COR003": ("duplicate-key", "corpus.duplicate_key"),
    "COR004": ("recurring-line", "corpus.recurring_line"),
    "COR005": ("incomplete-field", "corpus.incomplete_field"),
    "COR006": ("missing-period", "corpus.missing_period"),
    "COR007": ("volume-anomaly", "corpus.volume_anomaly"),
    "COR008": ("stale-corpus", "corpus.stale_corpus"),
    "COR009": ("shifted-distribution", "corpus.shifted_distribution"),
    "COR010": ("split-leakage", "corpus.split_leakage"),
}

# The checks of contracts of columns, which a suite declares under [columns.NAME] and no [[expect]] asks for.
CONTRACTS: dict[str, tuple[str, str]] = {
    "COL001": ("missing-column", "columns.missing_column"),
    "COL002": ("wrong-dtype", "columns.wrong_dtype"),
    "COL003": ("null-value", "columns.null_value"),
    "COL004": ("duplicate-value", "columns.duplicate_value"),
    "COL005": ("unlisted-value", "columns.unlisted_value"),
    "COL006": ("out-of-range-value", "columns.out_of_range_value"),
    "COL007": ("unmatched-value", "columns.unmatched_value"),
    "COL008": ("wrong-length", "columns.wrong_length"),
}

_EVERY = TABLE | CONTRACTS
CODES: dict[str, str] = {name: code for code, (name, _) in _EVERY.items()}


@cache
def get(key: str) -> Rule:
    """Return the rule with this code or name (any case); SuiteError with a suggestion when there is none."""
    code = CODES.get(key.lower(), key.upper())
    if code not in _EVERY:
        raise SuiteError(
            f"there is no rule '{key}'{suggestion(key, [*_EVERY, *CODES]) or '; newsqa rule --all lists them'}"
        )
    rule: Rule = import_module(f"newsqa.rules.{_EVERY[code][1]}").RULE
    return rule


def catalogue() -> tuple[Rule, ...]:
    """Every rule, in the order of the table; without the checks of contracts."""
    return tuple(get(code) for code in TABLE)


def contracts() -> tuple[Rule, ...]:
    """Every check of contracts of columns, in the order of its table."""
    return tuple(get(code) for code in CONTRACTS)


def matching(selector: str) -> list[str]:
    """Return the codes that a code, a prefix of codes ("DUP"), a name or "ALL" selects; SuiteError when none."""
    if selector.upper() == "ALL":
        return list(_EVERY)
    if selector.lower() in CODES:
        return [CODES[selector.lower()]]
    codes = [code for code in _EVERY if code.startswith(selector.upper())] if selector else []
    if not codes:
        raise SuiteError(f"no rule matches '{selector}'{suggestion(selector, [*_EVERY, *CODES])}")
    return codes


def suggestion(word: str, known: list[str]) -> str:
    """Return "; did you mean 'x'?" for the known word nearest to a wrong one, or nothing."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return f"; did you mean '{by_folded[near[0]]}'?" if near else ""


class _Catalogue(ModuleType):
    """The package itself, callable: ``newsqa.rules()`` is the catalogue although ``newsqa.rules`` is a package."""

    def __call__(self) -> tuple[Rule, ...]:
        return catalogue()


sys.modules[__name__].__class__ = _Catalogue
