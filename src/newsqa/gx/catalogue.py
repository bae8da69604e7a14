"""The expectation class of each rule."""

from __future__ import annotations

from newsqa import rules
from newsqa.gx.expectation import ArticleExpectation, expectation_class

# By the code of the rule. They say that they are of newsqa.gx, where they are imported from.
CLASSES: dict[str, type[ArticleExpectation]] = {
    rule.code: expectation_class(rule, "newsqa.gx") for rule in rules.catalogue()
}
