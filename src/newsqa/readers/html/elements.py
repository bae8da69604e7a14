"""The elements of HTML, by how a page is read (https://html.spec.whatwg.org/multipage/syntax.html)."""

from __future__ import annotations

VOID = frozenset((
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
))  # fmt: skip
# What stands within a line; everything else begins and ends a block.
INLINE = frozenset((
    "a", "abbr", "acronym", "amp-link", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var",
))  # fmt: skip
# What stands in these is no text of the page.
SKIPPED = frozenset((
    "audio", "canvas", "head", "math", "object", "rp", "rt", "select", "svg", "template", "video",
))  # fmt: skip
# What stands in these is no markup; it ends at their end tag, or with the page.
RAW = frozenset((
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
))  # fmt: skip
# A paragraph ends where one of these begins, whether it was closed or not.
CLOSES_P = frozenset((
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol",
    "p", "pre", "section", "table", "ul",
))  # fmt: skip
# An open element of the first kind ends where the named one begins, unless one of the second kind stands between.
CLOSES = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table", "tbody", "thead"))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
