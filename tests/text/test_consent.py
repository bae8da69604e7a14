"""Consent notices by their words: wording that no list holds is found, reports on cookies are not."""

import pyarrow as pa
import pytest

import newsqa
from newsqa.data import load
from newsqa.text.consent import is_notice

NOTICES = (
    "Hello! Small files named cookies keep our pages quick, and with your blessing a few more measure the traffic.",
    "Datenschutz und mehr: Für unsere Website brauchen wir Cookies, deren Einsatz Sie in den Einstellungen ablehnen können.",
    "Bonjour ! Quelques cookies aident notre site à mesurer son audience ; libre à vous de les refuser.",
    "¡Hola! Las cookies de este sitio recuerdan tus preferencias y puedes rechazarlas.",
    "Ciao! I cookie di questo sito ricordano le tue scelte e puoi rifiutarli.",
    "Olá! Os cookies deste jornal: neste momento utilizamos os necessários, e pode recusar os outros.",
    "Welkom! Cookies laten onze site goed werken; andere mag je weigeren.",
    "Cześć! Pliki cookie w naszym serwisie możesz wyłączyć w ustawieniach.",
    "Здравствуйте! Файлы cookie на нашем сайте можно отключить в настройках вашего браузера.",
    "Merhaba! Sitemizde çerez vardır; tercihlerinizi ayarlardan değiştirebilirsiniz.",
    "Hej! Kakor får vår webbplats att fungera, och du väljer själv vilka du godkänner.",
    "Hei! Evästeet kuuluvat sivustomme toimintaan, ja voit hallita niitä asetuksista.",
    "مرحبا! ملفات تعريف الارتباط في موقعنا يمكنك رفضها من الإعدادات.",
    "您好！本站的Cookie用于分析流量，您可以拒绝。",
    "ようこそ。クッキーは当サイトの改善に役立ちます。設定で拒否できます。",
    "안녕하세요. 쿠키는 저희 서비스 개선에 쓰이며, 설정에서 거부하실 수 있습니다.",
)
REPORTS = (
    "The Irish regulator said that websites must let their visitors refuse cookies as easily as they accept them.",
    '"We use cookies to improve our website and you can change your settings," a spokesman for the airline said.',
    "You can delete cookies in the settings of your browser, says Mara Holt of the consumer association.",
    "Bake the cookies for twelve minutes, then let them cool on our favourite rack before you store them.",
    "We asked 40 publishers how many cookies their pages set before a reader has agreed to anything.",
    "Our website was among those that were tested for cookies by the commission, and it passed.",
    "We think the new law is a mistake: nobody reads what the boxes about cookies say, and you click on accept anyway.",
    "La CNIL a infligé une amende à l'entreprise, qui déposait des cookies sans le consentement des internautes.",
    "« Nous utilisons des cookies pour mesurer notre audience et vous pouvez les refuser », a déclaré la direction.",
    "Der Bundesgerichtshof entschied, dass Nutzer der Speicherung von Cookies auf ihrem Gerät zustimmen müssen.",
    "So löschen Sie Cookies in Ihrem Browser: Öffnen Sie die Einstellungen und wählen Sie den Punkt Datenschutz.",
    "La agencia recuerda que los usuarios pueden rechazar las cookies con la misma facilidad con que las aceptan.",
    "Il Garante ha multato il portale per aver installato cookie di profilazione senza il consenso degli utenti.",
    "Роскомнадзор оштрафовал компанию за использование файлов cookie без согласия пользователей.",
    "Kurul, kullanıcıların açık rızası olmadan çerez kullanan şirkete ceza verdi.",
    "監督官庁は、利用者の同意なしにクッキーを使って広告を配信した会社に改善を求めた。",
    "监管机构对未经用户同意使用Cookie的公司处以罚款。",
)
LONG = (
    "This website uses cookies so that it works, and so that we know how many people come to read it each day. Some of them "
    "are set by us, and others by the companies that place advertising beside our stories; they last between an hour and two "
    "years. You decide which of them you want, and you may change your mind whenever you like."
)
TEXT = "Night bus for the harbour\n\n{}\n\nA night bus will link the harbour with the hospital from May, the council said on Monday."


@pytest.mark.parametrize("line", NOTICES)
def test_a_notice_is_known_by_its_words(line: str) -> None:
    assert is_notice(line)


@pytest.mark.parametrize("line", REPORTS)
def test_a_report_on_cookies_is_none(line: str) -> None:
    assert not is_notice(line)


def _found(line: str) -> list[tuple[int, int]]:
    table = pa.table({"text": [TEXT.format(line)]})
    findings = newsqa.check(table, select=["BLR002"], reference_time="2026-01-01T00:00:00Z").findings
    return list(zip(findings["start"].to_pylist(), findings["end"].to_pylist(), strict=True))


def test_long_notices_are_found_and_long_reports_are_not() -> None:
    assert len(LONG.encode()) > 240
    start = TEXT.index("{}")
    assert _found(LONG) == [(start, start + len(LONG))]
    assert _found(f'"{LONG}"') == []
    assert _found(" ".join(REPORTS[:1] + REPORTS[2:4])) == []
    assert _found(LONG * 20) == []  # a privacy policy, or prose


def test_words_are_in_lower_case_and_stand_once() -> None:
    words = load("consent_words")
    for language, kinds in {**words["words"], **words["unspaced"]}.items():
        assert set(kinds) == {"page", "reader", "choice", "purpose"}, language
        for kind, entries in kinds.items():
            assert entries, (language, kind)
            assert len(entries) == len(set(entries)), (language, kind)
            assert all(entry == entry.lower().strip() for entry in entries), (language, kind)
