"""The expectation classes: one a rule, checked as a suite's file is."""

import datetime as dt
import json
import re

import pytest
from great_expectations.core import ExpectationSuite
from great_expectations.expectations.registry import get_expectation_impl

import newsqa
import newsqa.gx
from newsqa.gx.catalogue import CLASSES
from newsqa.gx.expectation import SEVERITY, ArticleExpectation


def test_each_rule_has_a_class_under_its_name():
    assert list(CLASSES) == [rule.code for rule in newsqa.rules()]
    for rule in newsqa.rules():
        made = getattr(newsqa.gx, "ExpectArticlesFreeOf" + rule.name.title().replace("-", ""))
        assert made is get_expectation_impl("expect_articles_free_of_" + rule.name.replace("-", "_"))
        assert made.__name__ in newsqa.gx.__all__
        assert made().severity == SEVERITY[rule.severity]
        assert rule.summary in made.__doc__
        assert "mostly:" in made.__doc__


def test_options_do_not_hide_what_all_expectations_have():
    shared = set(ArticleExpectation.__fields__) | set(dir(ArticleExpectation))
    for rule in newsqa.rules():
        hidden = shared & set(rule.options()._fields)
        assert hidden <= {"timezone"}, rule.name  # of these rules, option and setting mean the same


def test_the_options_of_the_rule_with_their_types():
    expectation = newsqa.gx.ExpectArticlesFreeOfFutureDate(tolerance=dt.timedelta(days=2), reference="now")
    assert (expectation.tolerance, expectation.reference) == ("2d", "now")
    assert expectation == newsqa.gx.ExpectArticlesFreeOfFutureDate(tolerance="48h", reference="now")
    assert (
        newsqa.gx.ExpectArticlesFreeOfImplausibleDate(earliest=dt.date(2000, 1, 1)).earliest == "2000-01-01"
    )
    assert newsqa.gx.ExpectArticlesFreeOfRepeatedLede(fold=("case",)).fold == ["case"]
    shares = newsqa.gx.ExpectArticlesFreeOfIncompleteField(min_share={"date": 0.5})
    assert shares.min_share == {"date": 0.5}
    time = newsqa.gx.ExpectArticlesFreeOfFutureDate(reference_time=dt.datetime(2026, 1, 1))
    assert time.reference_time == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"min_words": "many"}, "short-body.min_words must be a whole number, not 'many'"),
        ({"min_words": -1}, "must be a number from 0 to"),
        ({"min_wrds": 3}, "extra fields not permitted"),
        ({"mostly": 1.5}, "less than or equal to 1.0"),
        ({"timezone": "Europe/Pariss"}, "did you mean 'Europe/Paris'"),
        ({"reference_time": "tomorrow"}, "is not an ISO 8601 date or time"),
        ({"severity": "fatal"}, "permitted: 'critical', 'warning', 'info'"),
    ],
)
def test_what_is_wrong_is_said(given, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        newsqa.gx.ExpectArticlesFreeOfShortBody(**given)


def test_a_wrong_name_is_suggested():
    with pytest.raises(AttributeError, match="did you mean 'ExpectArticlesFreeOfRepeatedLede'"):
        newsqa.gx.ExpectArticlesFreeOfRepeatedLead  # noqa: B018


def test_repr_is_the_call():
    call = "ExpectArticlesFreeOfShortBody(severity='info', column='text', mostly=0.9, min_words=20)"
    expectation = eval(call, vars(newsqa.gx))
    assert eval(repr(expectation), vars(newsqa.gx)) == expectation
    assert repr(expectation) == str(expectation)
    assert repr(newsqa.gx.ExpectArticlesFreeOfShortBody()) == "ExpectArticlesFreeOfShortBody()"


@pytest.mark.parametrize("name", ["scrape", "wire", "publisher", "training"])
def test_suites_survive_json(name):
    text = newsqa.gx.to_json(name)
    loaded = ExpectationSuite(**json.loads(text))
    assert loaded == newsqa.gx.to_suite(name)
    declared = newsqa.Suite.load(name).expectations
    for expectation, made in zip(declared, loaded.expectations, strict=True):
        assert (made.rule, made.mostly) == (expectation.rule, expectation.mostly)
        assert made.severity == SEVERITY[expectation.severity]


def test_a_suite_says_fields_timezone_phrases_and_options(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'timezone = "Europe/Paris"\n[fields]\ntext = "Copy"\ntitle = "Head"\n[boilerplate]\nphrases = ["Buy now"]\n'
        '[[expect]]\nrule = "short-body"\nmin_words = 7\nmostly = 0.9\nseverity = "error"\n'
        '[[expect]]\nrule = "naive-datetime"\ntimezone = "Asia/Tokyo"\n'
    )
    zone, body = newsqa.gx.to_suite(path).expectations
    assert (body.column, body.title_column, body.timezone) == ("Copy", "Head", "Europe/Paris")
    assert (body.phrases, body.min_words, body.mostly) == (["Buy now"], 7, 0.9)
    assert body.severity == "critical"
    assert zone.timezone == "Asia/Tokyo"


def test_sentences():
    from newsqa.gx.rendering import sentence

    expectation = newsqa.gx.ExpectArticlesFreeOfShortBody(column="text", mostly=0.995, min_words=20)
    template, params = sentence(expectation.rule, expectation.configuration.kwargs)
    assert template.startswith("$column: articles must be free of $rule (")
    assert template.endswith("), at least $mostly_pct % of them, with $options.")
    assert params == {
        "column": "text", "rule": "LEN002 short-body", "mostly_pct": "99.5", "options": "min_words = 20",
    }  # fmt: skip
    for made in CLASSES.values():
        expectation = made()
        expectation.render()
        assert made.rule.name in str(expectation.rendered_content)
        assert "Rendering failed" not in str(expectation.rendered_content)
