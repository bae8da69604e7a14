"""newsqa fix on what articles declare: numbers stay numbers, and what is missing is written where it belongs."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FRENCH = (
    "Les commerçants du marché couvert ont retrouvé leurs étals mardi, après deux ans passés sous des tentes. "
    * 2
)
COUNTED = str(len(FRENCH.split()))
OPTIONS = ("--select", "LNG001,LNG004,MET003,MET005", "--unsafe-fixes", "--fail-level", "error")


def test_json_lines(newsqa):
    first = f'{{"lang": "fr_FR", "word_count": 900, "link": "https://example.com/a?utm_source=x#b", "text": {json.dumps(FRENCH)}}}'
    second = f'{{ "text": {json.dumps(FRENCH)}, "word_count": "900", "lang": null }}'
    third = f'{{"text": {json.dumps(FRENCH)}}}'
    Path("a.jsonl").write_text(f"{first}\n{second}\n{third}\n")
    assert newsqa("fix", "a.jsonl", "-o", "b.jsonl", *OPTIONS)[0] == 0
    mended = [
        first.replace("fr_FR", "fr-FR").replace("900", COUNTED).replace("?utm_source=x", ""),
        second.replace("null", '"fr"').replace("900", COUNTED),
        third.replace("}", ', "lang": "fr"}'),
    ]
    assert Path("b.jsonl").read_text().splitlines() == mended


def test_csv(newsqa):
    Path("a.csv").write_text(f'lang,word_count,text\nfr_FR,900,"{FRENCH}"\n,,"{FRENCH}"\n')
    assert newsqa("fix", "a.csv", "-o", "b.csv", *OPTIONS)[0] == 0
    assert Path("b.csv").read_text() == f'lang,word_count,text\nfr-FR,{COUNTED},"{FRENCH}"\nfr,,"{FRENCH}"\n'


def test_parquet_keeps_its_types(newsqa):
    table = pa.table(
        {
            "lang": ["fr_FR", None],
            "word_count": pa.array([900, None], pa.int32()),
            "n_chars": [9000.0, None],
            "text": [FRENCH, FRENCH],
        }
    )
    pq.write_table(table, "a.parquet")
    assert newsqa("fix", "a.parquet", "-o", "b.parquet", *OPTIONS)[0] == 0
    mended = pq.read_table("b.parquet")
    assert mended.schema.types == table.schema.types
    assert mended.drop(["text"]).to_pydict() == {
        "lang": ["fr-FR", "fr"],
        "word_count": [int(COUNTED), None],
        "n_chars": [float(len(FRENCH)), None],
    }
