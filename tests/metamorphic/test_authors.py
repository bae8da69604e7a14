"""Names joined as languages join lists are found in one author value, and come apart again."""

from __future__ import annotations

from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from checking import check, fixed, suite_of

MERGED = suite_of("SRC003")
BODY = "A title of six plain words\n\nA night bus will link the harbour with the hospital from May, ten years after the last service was withdrawn."

LATIN = (
    "Jane Doe",
    "Anna-Lena Schmidt",
    "José Ortega",
    "Lucía Otero",
    "Paul Martin",
    "John F. Roe",
    "Maria da Silva",
    "Karin Berg",
)
NAMES = {
    "ar": ("محمد الصالح", "أحمد حسن", "مريم بن يوسف", "سعاد التونسي"),
    "fa": ("علی رضایی", "مریم احمدی", "حسن کریمی", "زهرا موسوی"),
    "he": ("אבי כהן", "דנה לוי", "יוסי מזרחי", "רונית שגיא"),
    "hi": ("अमित शर्मा", "रवि वर्मा", "सुनीता सिंह", "कविता राव"),
    "ja": ("田中太郎", "山田花子", "森田葵", "佐藤健"),
    "zh": ("张三", "李四", "王小明", "陈建国"),
    "ko": ("홍길동", "김철수", "박영희", "이민호"),
    "th": ("สมชาย ใจดี", "สมหญิง รักไทย", "วิชัย มั่นคง", "มาลี สุขใจ"),
    "ru": ("Иван Петров", "Мария Сидорова", "Полина Северцева", "Олег Иванов"),
    "uk": ("Іван Петренко", "Марія Коваль", "Олег Шевченко", "Олена Бойко"),
    "el": ("Νίκος Παπαδόπουλος", "Μαρία Ιωάννου", "Γιώργος Νικολάου", "Ελένη Δήμου"),
    "bn": ("রবি দাস", "অমিত সেন", "মিতা রায়", "সুমন ঘোষ"),
}  # fmt: skip
LANGUAGES = (
    "af", "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is", "it", "lt",
    "lv", "ms", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sr_Latn", "sv", "sw", "tr", "vi", *NAMES,
)  # fmt: skip


@given(st.sampled_from(LANGUAGES), st.integers(2, 4), st.randoms(use_true_random=False))
def test_lists_come_apart(language: str, size: int, random: object) -> None:
    names = list(NAMES.get(language, LATIN))
    random.shuffle(names)  # type: ignore[attr-defined]
    size = (
        2 if language == "th" else size
    )  # Thai separates the items of longer lists, and the parts of names, by spaces
    names = names[:size]
    value = format_list(names, locale=language)
    article = {"text": BODY, "authors": [value]}
    (found,) = check([article], MERGED)
    assert (found["field"], found["value"], found["threshold"]) == ("authors[0]", size, 1)
    assert fixed(article, MERGED, unsafe=True).article["authors"] == names
    assert fixed(article, MERGED).article["authors"] == [value]


@given(st.sampled_from(LANGUAGES), st.integers(0, 3))
def test_one_name_stays(language: str, number: int) -> None:
    article = {"text": BODY, "authors": [NAMES.get(language, LATIN)[number]]}
    assert check([article], MERGED) == []
