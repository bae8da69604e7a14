"""One self-contained page: verdict, expectations, where the flaws are, and each article with its flaws marked.

It requests nothing from anywhere, and a Content-Security-Policy in it says so to the browser: nothing runs and nothing
is styled but the one script and the one style whose digests stand there. Without scripts the page still shows the
verdict, the expectations and the first findings.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsqa.reporters.html.changes import trends
from newsqa.reporters.html.escaping import escape
from newsqa.reporters.html.expectations import expectations
from newsqa.reporters.html.findings import Findings
from newsqa.reporters.html.first import first
from newsqa.reporters.html.heatmap import heatmap
from newsqa.reporters.html.island import island
from newsqa.reporters.html.summary import summary
from newsqa.reporters.html.words import Words

if TYPE_CHECKING:
    from newsqa.report import Report

_FOLDER = Path(__file__).parent
_SCRIPTS = ("data.js", "article.js", "browse.js")


def render(report: Report, out: IO[str], *, lang: str = "en") -> None:
    """Write the page in a language of `words.LANGUAGES`; NewsqaError for another."""
    words = Words(lang)
    found = Findings(report)
    style = (_FOLDER / "page.css").read_text("utf-8")
    script = "\n".join((_FOLDER / name).read_text("utf-8") for name in _SCRIPTS)
    parts = [
        _opening(report, style, script, words),
        summary(report, words),
        f"<main id=main>\n<section aria-labelledby=expectations-title id=expectations><h2 id=expectations-title>{words('expectations')}</h2>\n",
        expectations(report, trends(report), words),
        f"</section>\n<section aria-labelledby=sources-title id=sources><h2 id=sources-title>{words('sources')}</h2>\n",
        heatmap(report, words),
        f"</section>\n<section aria-labelledby=findings-title id=findings><h2 id=findings-title tabindex=-1>{words('findings')}</h2>\n",
        _caps(found, words),
        f"<p class=said id=no-inflate hidden>{words('no-inflate')}</p>\n<div id=list>{first(found.rows, found.total, words)}</div></section>\n</main>\n",
        f"<footer><p>{words('footer')}</p></footer>\n",
        island("words", {"lang": lang, "words": words.all}),
        island("index", found.index()),
        *found.texts,
        f"<script>{script}</script>\n</body></html>\n",
    ]
    for part in parts:
        out.write(_for(out, part))


def _opening(report: Report, style: str, script: str, words: Words) -> str:
    policy = (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    places = "".join(
        f'<a href="#{name}">{words(name)}</a>' for name in ("expectations", "sources", "findings")
    )
    return (
        f'<!doctype html>\n<html lang="{words.lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{words('title')}: {escape(report.suite.name)}</title><style>{style}</style></head><body>\n"
        f'<a class=skip href="#findings">{words("skip")}</a><nav aria-label="{words("on-this-page")}">{places}</nav>\n'
    )


def _caps(found: Findings, words: Words) -> str:
    """Say what is not in the page, and that messages are in English where the page is not."""
    said = []
    if found.each is not None:
        said.append(words("cap-findings", shown=len(found.rows), n=found.total, each=found.each))
    if found.told < found.owners:
        said.append(words("cap-texts", told=found.told, n=found.owners))
    if words.lang != "en":
        said.append(words("messages-in-english"))
    return f"<p class=said>{' '.join(said)}</p>" if said and found.rows else ""


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _for(out: IO[str], part: str) -> str:
    """Return a part of the page for a stream: one that cannot write all characters gets references to them."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    if encoding.lower().replace("-", "").startswith("utf"):
        return part
    return part.encode(encoding, "xmlcharrefreplace").decode(encoding)
