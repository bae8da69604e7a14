"""What a file says once of all its items, or what is looked up for each: many items must not make it grow."""

import json
from pathlib import Path

import pytest

pytest.importorskip("feedparser", reason="the extra feeds is not installed")

MANY = 10_000
COMPONENT = "<NewsComponent><NewsLines><HeadLine>T</HeadLine></NewsLines><ContentItem><DataContent><p>A</p></DataContent></ContentItem></NewsComponent>"
CONTENT = "<DataContent><p>A</p></DataContent>"
SHARED = {
    "title.rss": f"<rss version='2.0'><channel><title>{'T' * 1_000_000}</title>{'<item><title>t</title></item>' * MANY}</channel></rss>",
    "authors.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1", "authors": [{"name": f"A {n}"} for n in range(MANY)],
            "items": [{"id": str(n)} for n in range(MANY)],
        }
    ),
    "components.xml": f"<NewsML Version='{'1' * 1_000_000}'><NewsItem><NewsComponent>{COMPONENT * MANY}</NewsComponent></NewsItem></NewsML>",
    "contents.xml": f"<NewsML><NewsItem><NewsComponent>{'<x/>' * 300_000}<ContentItem>{CONTENT * MANY}</ContentItem></NewsComponent></NewsItem></NewsML>",
}  # fmt: skip


def test_what_all_items_of_a_file_share(check):
    for name, content in SHARED.items():
        Path(name).write_text(content)
    _, report = check(*SHARED)
    assert report["articles"] == 3 * MANY + 1
