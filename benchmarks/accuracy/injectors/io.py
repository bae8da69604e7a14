"""Files with bytes that are no text."""

from __future__ import annotations

from random import Random

from ..cases import Case, Fault, variant


@variant("IO002", "a byte of another encoding")
def stray(case: Case, rng: Random) -> Fault | None:
    if case.declared or case.text.isascii():
        return None
    data = case.text.encode()
    spaces = [at for at, byte in enumerate(data) if byte == 0x20 and at > 20]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return Fault(case.columns, raw=data[:at] + bytes([rng.choice((0xE9, 0xFC, 0xA4, 0xFF))]) + data[at:])
