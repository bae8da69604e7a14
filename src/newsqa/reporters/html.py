"""One self-contained HTML page: verdict, expectations, and the findings article by article.

It requests nothing from anywhere, and says so to the browser in a Content-Security-Policy. All text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any

from newsqa._version import __version__
from newsqa.reporters.terminal import place, printable
from newsqa.snippets import cut

if TYPE_CHECKING:
    from newsqa.report import Report
    from newsqa.snippets import Snippet

# More findings than this make a page that no browser likes; what is left out is said.
MAX_FINDINGS = 5_000

_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1c1e21;--soft:#5b6570;--line:#d9dee3;--card:#f6f8fa;--mark:#ffe08a;
--pass:#1a7f37;--warn:#9a6700;--fail:#cf222e;--info:#0969da}
@media(prefers-color-scheme:dark){:root{--bg:#0f1216;--fg:#e6e9ec;--soft:#9aa4ae;--line:#2c333a;--card:#171c22;
--mark:#6b5200;--pass:#3fb950;--warn:#d29922;--fail:#ff7b72;--info:#58a6ff}}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:2rem 1rem;background:var(--bg);color:var(--fg);
font:16px/1.5 system-ui,sans-serif}h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .75rem}
.verdict{display:flex;gap:1rem;align-items:center;flex-wrap:wrap;border-left:.4rem solid;padding:.6rem 1rem;margin:1rem 0;
background:var(--card)}.verdict strong{font-size:1.2rem}p.soft,.soft{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;
border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:600}td.n,th.n{text-align:right;white-space:nowrap;
font-variant-numeric:tabular-nums}.pass{color:var(--pass)}.warn,.warning{color:var(--warn)}.fail,.error{color:var(--fail)}
.info{color:var(--info)}.not-evaluated{color:var(--soft)}article{border:1px solid var(--line);border-radius:.5rem;
margin:0 0 1rem;padding:.75rem 1rem;background:var(--card)}article h3{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere}
article ol{margin:0;padding:0;list-style:none}article li{padding:.4rem 0;border-top:1px solid var(--line)}
code,pre{font:.9em/1.5 ui-monospace,monospace}pre{margin:.3rem 0 0;padding:.4rem .6rem;background:var(--bg);
white-space:pre-wrap;overflow-wrap:anywhere}mark{background:var(--mark);color:inherit}.tag{border:1px solid var(--line);
border-radius:1rem;padding:0 .5rem;font-size:.8rem;color:var(--soft)}@media print{article{break-inside:avoid}}
"""


def render(report: Report, out: IO[str]) -> None:
    """Write the page."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    out.write(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>newsqa: {escape(printable(report.suite.name))}</title><style>{_STYLE}</style></head><body>\n"
    )
    out.write(_verdict(report) + _expectations(report))
    _findings(report, out)
    out.write("</body></html>\n")


def _verdict(report: Report) -> str:
    state = "pass" if report.ok else "fail"
    words = "Every expectation is met" if report.ok else "Expectations are not met"
    count = f"{report.article_count:,} articles, {report.findings.num_rows:,} findings"
    broken = "".join(f'<p class="fail">Broken: {escape(printable(reason))}</p>' for reason in report.broken)
    return (
        f'<header><h1>Validation report</h1><div class="verdict {state}"><strong>{words}</strong>'
        f'<span class="soft">{count} · suite {escape(printable(report.suite.name))} · newsqa {__version__}</span></div>{broken}</header>\n'
    )


def _expectations(report: Report) -> str:
    head = "<tr><th>Code</th><th>Rule</th><th>Severity</th><th class=n>Failed</th><th class=n>Of</th><th class=n>Free</th>"
    rows = []
    for row in report.results.to_pylist():
        share = "–" if row["share"] is None else f"{int(row['share'] * 1000) / 10:.1f} %"
        status = row["status"]
        reason = (
            f' <span class="soft">{escape(printable(row["reason"]))}</span>'
            if status == "not-evaluated"
            else ""
        )
        rows.append(
            f"<tr><td><code>{escape(row['code'])}</code></td><td>{escape(printable(row['rule']))}</td>"
            f'<td class="{row["severity"]}">{row["severity"]}</td><td class=n>{row["failed"]:,}</td>'
            f'<td class=n>{row["evaluated"]:,}</td><td class=n>{share}</td><td class="{status}">{status}{reason}</td></tr>'
        )
    body = "\n".join(rows)
    return f"<h2>Expectations</h2>\n<div class=wide><table><thead>{head}<th>Status</th></tr></thead><tbody>\n{body}\n</tbody></table></div>\n"


def _findings(report: Report, out: IO[str]) -> None:
    total = report.findings.num_rows
    out.write("<h2>Findings</h2>\n")
    if not total:
        out.write('<p class="soft">None.</p>\n')
    if total > MAX_FINDINGS:
        out.write(
            f"<p>The first {MAX_FINDINGS:,} of {total:,} findings are shown; the other formats have them all.</p>\n"
        )
    rows = report.findings.slice(0, MAX_FINDINGS).to_pylist()
    pairs = zip(rows, report.snippets, strict=False)
    for _, group in groupby(pairs, lambda pair: (pair[0]["path"], pair[0]["record"], pair[0]["article_id"])):
        items = list(group)
        first = items[0][0]
        name = printable(first["article_id"] or first["path"] or "input")
        out.write(f"<article><h3>{escape(name)}</h3><ol>\n")
        for finding, snippet in items:
            out.write(_finding(finding, snippet))
        out.write("</ol></article>\n")


def _finding(finding: dict[str, Any], snippet: Snippet | None) -> str:
    fix = f' <span class="tag">fixable: {finding["fix_safety"]}</span>' if finding["fix_safety"] else ""
    line = (
        f"<li><code>{escape(place(finding))}</code> <strong class={finding['severity']}>{escape(finding['code'])}</strong> "
        f"{escape(finding['rule'])}: {escape(printable(finding['message']))}{fix}"
    )
    return f"{line}{_quoted(snippet) if snippet else ''}</li>\n"


def _quoted(snippet: Snippet) -> str:
    line, start, length = cut(snippet)
    text, end = printable(line), start + length
    before, found, behind = text[:start], text[start:end], text[end:]
    return f'<pre dir="auto">{escape(before)}<mark>{escape(found)}</mark>{escape(behind)}</pre>'
