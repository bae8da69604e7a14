"""COR004 finds what a source prints into its articles, in any language, and leaves alone what articles say of themselves."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus as generator
from newsqa import schema
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.line_runs import Lines
from newsqa.corpus.lines import rows
from newsqa.corpus.phrases import proposed_phrases
from newsqa.corpus.recurring import recurring_lines
from newsqa.readers.batch import Batch
from newsqa.rules.base import CorpusHit, Verdict
from newsqa.rules.corpus.recurring_line import RULE, Options
from newsqa.snippets import shorten
from newsqa.view import Context, View

NOW = Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

FOOTERS = {
    "en": "Sign up for the morning letter of the harbour desk and hear the tide tables first.",
    "fr": "Toute l’actualité du canton, chaque matin, dans votre boîte.",
    "de": "Mehr Meldungen aus dem Landkreis lesen Sie in unserer Abendausgabe.",
    "es": "Si tiene una pista para la redacción, escríbanos al buzón del puerto.",
    "pl": "Więcej wiadomości z powiatu znajdziesz w naszym porannym liście.",
    "tr": "İlçeden haberlerin tümü sabah bülteninde.",
    "ru": "Больше новостей района читайте в утренней рассылке.",
    "el": "Όλα τα νέα του λιμανιού κάθε πρωί στο γράμμα μας.",
    "ar": "تابعوا أخبار الميناء كل صباح في رسالتنا",
    "he": "כל חדשות הנמל בכל בוקר בעלון שלנו",
    "hi": "बंदरगाह की हर ख़बर सुबह के पत्र में पढ़ें",
    "th": "ติดตามข่าวท่าเรือทุกเช้าในจดหมายของเรา",
    "zh": "港口新闻每天早晨送到您的邮箱",
    "ja": "港のニュースを毎朝お届けする便りに登録する",
    "ko": "항구 소식을 매일 아침 편지로 받아 보세요",
    "am": "የወደቡን ዜና በየማለዳው ይቀበሉ",
}


def corpus_of(
    articles: Sequence[dict[str, Any]], new: Sequence[bool] | None = None, size: int = 50
) -> Corpus:
    """Return a corpus of articles in their order; "source" is what each is told to be from."""
    lines = Lines()
    for first in range(0, len(articles), size):
        kept = [{k: v for k, v in a.items() if k != "source"} for a in articles[first : first + size]]
        batch = pa.RecordBatch.from_pylist([{"article_id": ""} | a for a in kept], schema=schema.ARTICLES)
        lines.add(rows(View(Batch(batch), NOW)), first)
    documents = pa.table(
        {
            "source": pa.array([a.get("source") for a in articles], pa.string()),
            "language": pa.array([a.get("language") for a in articles], pa.string()),
        }
    )
    numbers = np.arange(len(articles), dtype=np.int32)
    fresh = np.ones(len(articles), bool) if new is None else np.array(new)
    return Corpus(documents, NOW, fresh, numbers * 0, relations={"lines": lines.runs(numbers)})


def judged(corpus: Corpus, **options: Any) -> tuple[Verdict, list[CorpusHit]]:
    assert RULE.judge is not None
    verdict = RULE.judge(corpus, Options(**options))
    return verdict, list(verdict.hits)


def excerpts(articles: Sequence[dict[str, Any]], **options: Any) -> list[str]:
    return [hit.excerpt for hit in judged(corpus_of(articles), **options)[1]]


@cache
def clean(language: str) -> tuple[dict[str, Any], ...]:
    made = generator.articles(80, seed=31, languages=(language,), fault_share=0)
    return tuple(
        {"text": m.article["text"], "title": m.article["title"], "language": language, "source": "a"}
        for m in made
    )


@pytest.mark.parametrize("language", sorted(generator.LANGUAGES))
def test_clean_articles_have_no_recurring_lines(language: str) -> None:
    assert excerpts(clean(language), min_share=0.05, min_docs=4) == []


@given(
    st.sampled_from(sorted(generator.LANGUAGES)),
    st.sampled_from(sorted(FOOTERS)),
    st.integers(4, 40),
    st.randoms(use_true_random=False),
)
def test_a_footer_is_found_with_its_share(body: str, footer: str, count: int, random: Random) -> None:
    articles = [dict(article) for article in clean(body)]
    chosen = sorted(random.sample(range(len(articles)), count))
    for number in chosen:
        line = random.choice((FOOTERS[footer], f"  {FOOTERS[footer]}\t"))
        blocks = articles[number]["text"].split("\n\n")
        blocks.insert(random.randint(0, len(blocks)), line)
        articles[number]["text"] = "\n\n".join(blocks)
    verdict, hits = judged(corpus_of(articles, size=random.randint(1, 80)), min_docs=4)
    assert (verdict.evaluated, verdict.failed) == (1, 1)
    [hit] = hits
    assert (hit.document, hit.excerpt) == (chosen[0], FOOTERS[footer])
    assert (hit.value, hit.threshold) == (count / 80, 0.05)
    text = articles[chosen[0]]["text"]
    assert text[hit.start : hit.end] == FOOTERS[footer]
    assert hit.line == text[: hit.start].count("\n") + 1


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_footers_are_lines_of_the_page(footer: str) -> None:
    articles = [{"text": f"{n} boats came in.\n\n{footer}"} for n in range(20)]
    assert excerpts(articles) == [footer]


@pytest.mark.parametrize(
    "line",
    [
        "By Ruth Naylor",
        "Ruth Naylor",
        "Ruth Naylor, Fenland Courier",
        "Von Peter Müller",
        "Par Claire Dubois",
        "Иван Петров",
        "AFP",
        "(dpa)",
        "Source: Xinhua",
        "The Associated Press contributed to this report.",
        "21 March 2024",
        "Published: Monday 22 March 2021, 15:28 GMT",
        "2021年3月22日",
        "2 hours ago",
        "* * *",
        "12:30",
        "— 1 —",
        "ruth.naylor@fenland.example",
        "@ruthnaylor",
    ],
)
def test_what_an_article_says_of_itself_is_none(line: str) -> None:
    articles = [{"text": f"{line}\n\n{n} boats came in.", "language": "en"} for n in range(20)]
    assert excerpts(articles) == []


def test_a_declared_title_is_none() -> None:
    column = [
        {"title": "The tide tables", "text": f"The tide tables\n\nHigh water at {n}."} for n in range(20)
    ]
    assert excerpts(column) == []


@pytest.mark.parametrize(
    ("holding", "total", "options", "found"),
    [
        (20, 400, {}, True),
        (19, 100, {}, False),
        (20, 401, {}, False),
        (7, 100, {"min_share": 0.07, "min_docs": 2}, True),
        (6, 100, {"min_share": 0.07, "min_docs": 2}, False),
        (2, 2, {"min_docs": 2}, True),
    ],
)
def test_thresholds_are_reached_from_their_value_on(
    holding: int, total: int, options: dict[str, Any], *, found: bool
) -> None:
    articles = [{"text": FOOTERS["en"] if n < holding else str(n)} for n in range(total)]
    assert excerpts(articles, **options) == ([FOOTERS["en"]] if found else [])


def test_sources_are_counted_each_by_itself() -> None:
    articles = [
        {"source": "a" if n % 2 else "b", "text": FOOTERS["de"] if n % 2 else str(n)} for n in range(60)
    ]
    articles += [{"text": FOOTERS["fr"]} for _ in range(20)]
    articles += [{"source": "small", "text": FOOTERS["es"]} for _ in range(19)]
    verdict, hits = judged(corpus_of(articles))
    assert (verdict.evaluated, verdict.failed) == (3, 2)
    assert [(hit.document, hit.message) for hit in hits] == [
        (
            1,
            f"'{shorten(FOOTERS['de'], 60)}' stands in 30 of the 30 articles of a (100.0%): a line of the page, not of the article",
        ),
        (
            60,
            f"'{shorten(FOOTERS['fr'], 60)}' stands in 20 of the 20 articles of no known source (100.0%): a line of the page, not of the article",
        ),
    ]


def test_long_lines_and_sources_are_shortened() -> None:
    line, source = "Sign up\x1d now, " * 50, "x" * 50_000
    corpus = corpus_of([{"source": source, "text": line}] * 40)
    ((_, hit),) = enumerate(judged(corpus)[1])
    assert hit.message.startswith(f"'{'Sign up now, ' * 4}Sign up…' stands in 40 of the 40 articles of xxx")
    assert len(hit.message) < 250
    assert len(proposed_phrases(recurring_lines(corpus, min_share=0.05, min_docs=20))) < 1000


def test_a_line_counts_once_an_article_and_null_texts_have_none() -> None:
    articles = [{"text": f"{FOOTERS['en']}\n" * 3} for _ in range(10)] + [{"text": None}] * 10
    assert excerpts(articles, min_docs=11) == []
    assert judged(corpus_of(articles), min_docs=10)[1][0].value == 0.5


def test_only_what_new_articles_hold_is_reported() -> None:
    articles = [{"text": FOOTERS["en" if n < 30 else "de"]} for n in range(60)]
    new = [n >= 40 for n in range(60)]
    _, hits = judged(corpus_of(articles, new))
    assert [(hit.document, hit.excerpt, hit.value) for hit in hits] == [(40, FOOTERS["de"], 0.5)]


def test_nothing_is_evaluated_without_enough_articles() -> None:
    assert judged(corpus_of([]))[0].evaluated == 0
    assert judged(corpus_of([{"text": "one"}] * 19))[0].evaluated == 0


# --- phrases -------------------------------------------------------------------------------------------------------


def proposed(articles: Sequence[dict[str, Any]]) -> str:
    return proposed_phrases(recurring_lines(corpus_of(articles), min_share=0.05, min_docs=20))


def test_phrases_are_proposed_with_their_counts() -> None:
    lines = [FOOTERS["en"], f'Say "yes" \\ to  {FOOTERS["ja"]}', "Read more", "é" * 130]
    articles = [{"source": "fenland courier", "text": "\n".join(lines[: 1 + n % 4])} for n in range(100)]
    text = proposed(articles)
    assert tomllib.loads(text) == {"boilerplate": {"phrases": [lines[0], " ".join(lines[1].split())]}}
    assert "# fenland courier: 100 of 100 articles (100.0%)\n" in text
    assert "# fenland courier: 75 of 100 articles (75.0%)\n" in text


def test_a_phrase_of_several_sources_is_proposed_once() -> None:
    articles = [
        {"source": str(n % 2), "text": FOOTERS["en"].upper() if n % 2 else FOOTERS["en"]} for n in range(60)
    ]
    assert tomllib.loads(proposed(articles))["boilerplate"]["phrases"] == [FOOTERS["en"]]


def test_a_phrase_of_the_suite_is_not_proposed_again() -> None:
    corpus = corpus_of([{"text": FOOTERS["pl"]}] * 40)
    corpus.context = NOW._replace(phrases=(FOOTERS["pl"],))
    assert proposed_phrases(recurring_lines(corpus, min_share=0.05, min_docs=20)) == ""
    assert len(judged(corpus)[1]) == 1  # but it recurs


def test_nothing_is_proposed_where_nothing_recurs() -> None:
    assert proposed([{"text": str(n)} for n in range(40)]) == ""
