"""Lines and pages that are no part of an article."""

from __future__ import annotations

from random import Random

from ..cases import Case, Fault, Variant, variant
from ..wording import wording


def line(topic: str, *where: str) -> Variant:
    """Make the variant that puts a sentence of a topic at one of some places: top, inside, end."""

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


variant("BLR001", "the last line")(line("comment_rules", "end"))
variant("BLR001", "behind the last paragraph")(line("comment_rules", "foot"))
variant("BLR002", "above the lede")(line("consent", "top"))
variant("BLR002", "at the end")(line("consent", "end"))
variant("BLR004", "between paragraphs")(line("subscribe", "inside"))
variant("BLR004", "at the end")(line("subscribe", "end"))
variant("BLR005", "labels at the end")(several("labels", 1, 3))
variant("BLR005", "a label between paragraphs or on top")(line("labels", "inside", "top"))
variant("BLR006", "between paragraphs")(line("related", "inside"))
variant("BLR006", "at the end")(line("related", "end"))
variant("BLR007", "the last line")(line("rights", "end"))


def stub(keep: int) -> Variant:
    """Make the variant that cuts an article after some paragraphs and says that the rest is for subscribers."""

    def inject(case: Case, rng: Random) -> Fault | None:
        sheet, known = case.sheet(), wording("paywall").get(case.language)
        if not known or len(sheet.paragraphs) < 4:
            return None
        sheet.remove(list(range(sheet.paragraphs[keep - 1] + 1, len(sheet.blocks))))
        sheet.append(rng.choice(known))
        return case.whole(sheet)

    return inject


variant("BLR003", "behind one paragraph")(stub(1))
variant("BLR003", "behind two paragraphs")(stub(2))


@variant("BLR003", "in the midst of the lede")
def cut_lede(case: Case, rng: Random) -> Fault | None:
    sheet, known = case.sheet(), wording("paywall").get(case.language)
    if not known or not sheet.paragraphs:
        return None
    first = sheet.paragraphs[0]
    sheet.remove(list(range(first + 1, len(sheet.blocks))))
    block = sheet.blocks[first]
    sheet.blocks[first] = block[: rng.randrange(len(block) // 2, len(block) - 2)].rstrip() + "…"
    sheet.append(rng.choice(known))
    return case.whole(sheet)


@variant("BLR008", "instead of the text")
def blocked(case: Case, rng: Random) -> Fault | None:
    known = wording("blocked").get(case.language)
    return Fault(case.with_text(rng.choice(known).strip())) if known else None


@variant("BLR008", "below the title")
def blocked_titled(case: Case, rng: Random) -> Fault | None:
    known = wording("blocked").get(case.language)
    if not known or not case.title:
        return None
    return Fault(case.with_text(f"{case.title}\n\n{rng.choice(known).strip()}"))
