"""Markup in plain text: tags, comments, style sheets, scripts, JSON, shortcodes and templates.

The patterns are RE2's and match bytes within lines. A ``<`` in prose ("< 5 %", "<3", "a < b > c") and a placeholder
("<name>", "{name}", "[VIDEO]") match none of them.
"""

from __future__ import annotations

from newsqa.text.lazy import lazy, lazy_re2

# Elements of HTML that are no words one would put between angle brackets as a placeholder.
_ELEMENTS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|canvas|center|cite|dd|del|div|dl|dt|em|embed|fieldset|figcaption|"
    "figure|font|footer|form|frame|frameset|h[1-6]|head|hr|html|i|iframe|img|input|ins|li|main|meta|nav|noscript|ol|"
    "optgroup|p|param|picture|pre|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|"
    "th|thead|tr|tt|u|ul|wbr"
)
_TAGS = (
    rf"(?i:</?(?:{_ELEMENTS})(?:\s[^<>\n]*)?/?>)",
    r"</[A-Za-z][\w:.-]*\s*>",
    r"""<[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*["'][^<>\n]*)/?>""",
    r"<[A-Za-z][\w:.-]*\s*/>",
    r"<!--[^<\n]*?-->|<!--|-->",  # a search that ran on over other tags would take quadratic time
    r"(?i:<!doctype\b[^<>\n]*>|<!\[cdata\[|<\?(?:xml|php)\b)",
)
_BBCODE = (
    "b|i|u|s|url|img|quote|code|list|size|color|center|spoiler|youtube|caption|gallery|embed|audio|video"
)
_BRACKETS = (
    r"""\[[a-z][a-z0-9_-]*(?:\s+[a-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|&quot;|[^\]\s"']+))+\s*/?\]""",
    rf"\[/(?:{_BBCODE}|[a-z]+_[a-z_]+)\]",
    r"\[(?:url|img|quote|color|size)=[^\]\n]+\]|\[(?:vc|et_pb|su|fusion|av|tdc?)_[a-z_]+\]",
    r"\[\[(?:[^\[\]|\n]+\|[^\[\]\n]+|(?i:file|image):[^\[\]\n]+)\]\]",
)
_BRACES = (
    r"\{\{[^{}\n]+\}\}|\{%[^{}\n]+%\}|<%[^\n]*?%>|\$\{[\w.]+\}",
    r"""\{\s*\\?"[\w@$-]+\\?"\s*:\s*[\[{"\dtfn\\-]""",
    r"[\w.#@*:()\[\]>,-]+\s*\{\s*(?:--)?[a-z-]+\s*:\s*[^{};\[\n]+(?:;[^{}\n]*)?\}",
    r"@(?:media|font-face|keyframes|supports)\b[^{}\n]*\{|@import\s+(?:url\(|[\"'])",
)
_SCRIPTS = (
    r"\bfunction\s*[\w$]*\s*\([\w$,\s]*\)\s*\{",
    r"\b(?:var|let|const)\s+[\w$]+\s*=[^=\n][^\n]*;",
    r"\b(?:document\.(?:getElement|write|querySelector|createElement|cookie|addEvent)|window\.[\w$.]+\s*(?:=|\())",
    r"\b(?:googletag|dataLayer|adsbygoogle|_gaq|fbq|gtag)\b\s*(?:=|\.|\()",
    r"""\$\((?:document|window|this|["'][.#\w])[^\n]*\)\.\w+""",
)

MARKUP = lazy_re2("|".join((*_TAGS, *_BRACKETS, *_BRACES, *_SCRIPTS)).encode())
# Any other name between angle brackets is a tag where the same text closes it.
OPENING = lazy_re2(rb"<([A-Za-z][\w:.-]*)>")
CLOSING = lazy(rb"</([A-Za-z][\w:.-]*)\s*>")

# How a document begins that was stored instead of its text.
DOCUMENT = lazy(rf"(?i)<(?:!doctype\b|\?xml\b|html\b|(?!(?:{_ELEMENTS})\b)[a-z][\w:.-]*[\s>])".encode())

_BREAKS = r"(?i:</?(?:br|p|div|li|ul|ol|tr|h[1-6]|section|blockquote|figure|table)(?:\s[^<>\n]*)?/?>)"
_REMOVABLE = lazy_re2(rf"[ \t]*(?:(?:{'|'.join((*_TAGS, *_BRACKETS[:3]))}|<[A-Za-z][\w:.-]*>)[ \t]*)+")
_BREAK = lazy_re2(_BREAKS)
# Two characters between which no space is written; in Thai and its neighbours one parts sentences, as breaks do.
_EAST_ASIAN = lazy("[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]{2}")
_BLANK_LINES = lazy(r"(\r\n|\r|\n)(?:[ \t]*\1){2,}")

_PROGRAMMING = lazy_re2(
    rb"\b(?:HTML5?|CSS3?|JavaScript|TypeScript|Python|Java|PHP|XML|JSON|YAML|SQL|APIs?|SDK|npm|jQuery|React|Node\.js|"
    rb"GitHub|Firefox|Chrome|WordPress|Django|Rust|Ruby|Bash|Linux|regex|compilers?|developers?|Entwickler|d\xc3\xa9veloppeurs?)\b"
)
_LEAST_TERMS = 3


def has_markup(text: str) -> bool:
    """Tell whether a text holds markup."""
    return bool(MARKUP.search(text.encode()))


def without_tags(text: str) -> str | None:
    """Return lines without their tags, comments and shortcodes; None when other code would remain.

    Words that a space or the tag of a block parted stay parted by one space, but for Han and kana beside a break;
    lines that become blank go.
    """
    rest = "".join(map(_line_without_tags, text.splitlines(keepends=True)))
    return None if has_markup(rest) else _BLANK_LINES.sub(r"\1\1", rest)


def _line_without_tags(line: str) -> str:
    parts, at = [], 0
    for match in _REMOVABLE.finditer(line):
        start, end = match.span()
        before, behind = line[start - 1 : start].strip(), line[end : end + 1].strip()
        breaks = bool(_BREAK.search(match[0]))
        parted = breaks or match[0][0] in " \t" or match[0][-1] in " \t"
        joined = breaks and _EAST_ASIAN.fullmatch(before + behind)
        parts += [line[at:start], " " if parted and before and behind and not joined else ""]
        at = end
    rest = "".join((*parts, line[at:]))
    return rest if rest.strip() or not line.strip() else ""


def shows_code(text: bytes) -> bool:
    """Tell whether a text names so many things of programming that the code in it is there to be read."""
    return len({match[0] for match in _PROGRAMMING.finditer(text)}) >= _LEAST_TERMS
