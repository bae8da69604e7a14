"""The page's charts: small SVG drawings that need no script and no style of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BAR = (120, 10)
_LINE = (90, 24)
_MARGIN = 3.0


# Where the bars of a page begin: shares are often above nine tenths, and a tolerance would hardly be seen.
_FLOORS = (0.9, 0.8, 0.5)


def floor(shares: Iterable[float]) -> float:
    """Return the share at which bars begin, so that all of these are seen."""
    least = min(shares, default=0.0)
    return next((floor for floor in _FLOORS if least >= floor), 0.0)


def share_bar(share: float | None, mostly: float, failed: int, low: float = 0.0) -> str:
    """Return the share of articles free of a flaw as a bar from ``low`` to 1, with a tick at the tolerance.

    What it says stands beside it in words.
    """
    width, height = _BAR
    if share is None:
        return f'<svg class="bar" width={width} height={height + 4} aria-hidden=true><rect class=none y=2 width={width} height={height} rx=2 /></svg>'
    scale = width / (1 - low)
    missed = max((1 - share) * scale, 2) if failed else 0
    tick = min(max((mostly - low) * scale, 1), width - 1)
    met = "tolerated" if share >= mostly else "missed"
    return (
        f'<svg class="bar" width={width} height={height + 4} aria-hidden=true>'
        f"<rect class=free y=2 width={width} height={height} rx=2 />"
        f"<rect class={met} x={width - missed:.1f} y=2 width={missed:.1f} height={height} />"
        f"<rect class=tick x={tick - 1:.1f} width=2 height={height + 4} /></svg>"
    )


def sparkline(shares: Sequence[float | None], mostly: float, label: str) -> str:
    """Return shares of several runs, the last one marked; a gap where a run did not evaluate. ``label`` is escaped already."""
    known = [share for share in shares if share is not None]
    width, height = _LINE
    if not known:
        return ""
    low = min(*known, mostly) if len(known) > 1 else min(known[0], mostly)
    span = 1 - low or 1.0
    step = (width - 2 * _MARGIN) / max(len(shares) - 1, 1)

    def at(index: int, share: float) -> tuple[float, float]:
        return _MARGIN + index * step, _MARGIN + (1 - share) / span * (height - 2 * _MARGIN)

    pen, path = "M", ""
    for index, share in enumerate(shares):
        if share is None:
            pen = "M"
            continue
        x, y = at(index, share)
        path += f"{pen}{x:.1f} {y:.1f}"
        pen = "L"
    last = max(index for index, share in enumerate(shares) if share is not None)
    x, y = at(last, known[-1])
    _, limit = at(0, mostly)
    state = "met" if known[-1] >= mostly else "unmet"
    return (
        f'<svg class="spark" width={width} height={height} role=img aria-label="{label}"><title>{label}</title>'
        f'<path class=limit d="M0 {limit:.1f}H{width}"/><path class=trend d="{path}"/>'
        f"<circle class={state} cx={x:.1f} cy={y:.1f} r=2.5 /></svg>"
    )


def balance(parts: Sequence[tuple[str, int]]) -> str:
    """Return counts as the parts of one bar, each with its class; what they are is said in words beside it."""
    total = sum(count for _, count in parts) or 1
    drawn, x = [], 0.0
    for name, count in parts:
        size = 100 * count / total
        if count:
            drawn.append(f'<rect class="{name}" x="{x:.2f}%" width="{size:.2f}%" height=8 />')
        x += size
    return f'<svg class="balance" height=8 aria-hidden=true>{"".join(drawn)}</svg>'
