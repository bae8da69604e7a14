"""Lines and pages that are no part of an article."""

from __future__ import annotations

from random import Random

from ..cases import Case, Fault, Variant, variant
from ..wording import wording

# Each sentence is of one of two sets: what the rules' authors could see, and what was written behind their work.
SETS = {"": "", ", held-out wording": "held_out/"}


def line(topic: str, *where: str) -> Variant:
    """Make the variant that puts a sentence of a topic at one of some places: top, inside, foot, end."""

    def inject(case: Case, rng: Random) -> Fault | None:
        sheet, known = case.sheet(), wording(topic).get(case.language)
        if not known or len(sheet.paragraphs) < 3:
            return None
        first, last = sheet.paragraphs[0], sheet.paragraphs[-1]
        place = {
            "top": first,
            "inside": rng.choice(sheet.paragraphs[1:]),
            "foot": last + 1,
            "end": len(sheet.blocks),
        }
        return case.at(sheet, sheet.insert(place[rng.choice(where)], rng.choice(known)))

    return inject


def several(topic: str, least: int, most: int) -> Variant:
    """Make the variant that puts several lines of a topic behind the text."""

    def inject(case: Case, rng: Random) -> Fault | None:
        sheet, known = case.sheet(), wording(topic).get(case.language)
        if not known or not sheet.paragraphs:
            return None
        chosen = rng.sample(known, min(len(known), rng.randint(least, most)))
        return case.at(sheet, *[sheet.append(words) for words in chosen])

    return inject


def stub(topic: str, keep: int) -> Variant:
    """Make the variant that cuts an article after some paragraphs and says that the rest is for subscribers."""

    def inject(case: Case, rng: Random) -> Fault | None:
        sheet, known = case.sheet(), wording(topic).get(case.language)
        if not known or len(sheet.paragraphs) < 4:
            return None
        sheet.remove(list(range(sheet.paragraphs[keep - 1] + 1, len(sheet.blocks))))
        sheet.append(rng.choice(known))
        return case.whole(sheet)

    return inject


def cut_lede(topic: str) -> Variant:
    """Make the variant that cuts an article in the midst of its lede and says that the rest is for subscribers."""

    def inject(case: Case, rng: Random) -> Fault | None:
        sheet, known = case.sheet(), wording(topic).get(case.language)
        if not known or not sheet.paragraphs:
            return None
        first = sheet.paragraphs[0]
        sheet.remove(list(range(first + 1, len(sheet.blocks))))
        block = sheet.blocks[first]
        sheet.blocks[first] = block[: rng.randrange(len(block) // 2, len(block) - 2)].rstrip() + "…"
        sheet.append(rng.choice(known))
        return case.whole(sheet)

    return inject


def instead(topic: str, *, titled: bool) -> Variant:
    """Make the variant that puts a whole page of a topic in the place of the text, or below its title."""

    def inject(case: Case, rng: Random) -> Fault | None:
        known = wording(topic).get(case.language)
        if not known or not case.title:
            return None
        page = rng.choice(known)
        return Fault(case.with_text(f"{case.title}\n\n{page}" if titled else page))

    return inject


for _name, _set in SETS.items():
    variant("BLR001", f"the last line{_name}")(line(f"{_set}comment_rules", "end"))
    variant("BLR001", f"behind the last paragraph{_name}")(line(f"{_set}comment_rules", "foot"))
    variant("BLR002", f"above the lede{_name}")(line(f"{_set}consent", "top"))
    variant("BLR002", f"at the end{_name}")(line(f"{_set}consent", "end"))
    variant("BLR003", f"behind one paragraph{_name}")(stub(f"{_set}paywall", 1))
    variant("BLR003", f"behind two paragraphs{_name}")(stub(f"{_set}paywall", 2))
    variant("BLR003", f"in the midst of the lede{_name}")(cut_lede(f"{_set}paywall"))
    variant("BLR004", f"between paragraphs{_name}")(line(f"{_set}subscribe", "inside"))
    variant("BLR004", f"at the end{_name}")(line(f"{_set}subscribe", "end"))
    variant("BLR005", f"labels at the end{_name}")(several(f"{_set}labels", 1, 3))
    variant("BLR005", f"a label between paragraphs or on top{_name}")(line(f"{_set}labels", "inside", "top"))
    variant("BLR006", f"between paragraphs{_name}")(line(f"{_set}related", "inside"))
    variant("BLR006", f"at the end{_name}")(line(f"{_set}related", "end"))
    variant("BLR007", f"the last line{_name}")(line(f"{_set}rights", "end"))
    variant("BLR008", f"instead of the text{_name}")(instead(f"{_set}blocked", titled=False))
    variant("BLR008", f"below the title{_name}")(instead(f"{_set}blocked", titled=True))
