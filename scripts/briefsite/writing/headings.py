"""Headings and lists of notes in scripts without capitals, and in others than Latin: the words that announce them."""

from __future__ import annotations

import re
from typing import Final

from briefsite.writing.script import has_blankless, is_caseless
from briefsite.writing.sentence_end import ends_with_mark, is_unmarked

#: "Chapter" and its like before a number, which may be a word: "פרק ראשון", "第一章 港", "제1장", "บทที่ ๑".
#: Compiled only for a line that may be one.
_NUMBERED: Final = (
    r"(?:第\s*[0-9０-９〇零一二三四五六七八九十百千两]+\s*[章節节編编部回巻卷篇話话課课幕講讲]|[上中下]\s*[巻卷編编篇])"
    r"(?:[\s　:：・].*|$)"
    r"|제\s*[0-9일이삼사오육칠팔구십]+\s*[장절부편권막](?:[\s.:].*|$)|[0-9]+\s*[장절](?:[\s.:].*|$)"
    r"|(?:บทที่|ตอนที่|ภาคที่|ส่วนที่|ບົດທີ|ជំពូក(?:ទី)?|အခန်း)\s*\S.*"
    r"|(?:פרק|חלק|שער|מערכה)\s+\S.*"
    r"|(?:ال(?:فصل|باب|قسم|جزء|مبحث|كتاب)|فصل|بخش|باب|حصہ|گفتار)\s+\S.*"
    r"|(?:अध्याय|भाग|खण्ड|खंड|परिच्छेद|पाठ|सर्ग|অধ্যায়|அத்தியாயம்|అధ్యాయం|ಅಧ್ಯಾಯ|അദ്ധ്യായം|અધ્યાય|ਅਧਿਆਇ)\s*[:.]?\s*\S.*"
    r"|(?:Глава|ГЛАВА|Часть|ЧАСТЬ|Раздел|РАЗДЕЛ|Розділ|РОЗДІЛ|Κεφάλαιο|ΚΕΦΑΛΑΙΟ|Μέρος|ΜΕΡΟΣ|Գլուխ|თავი|ምዕራፍ)\s+\S.*"
)
#: Parts of a book that have a name and no number.
_NAMED: Final = frozenset(
    {
        *(
            "序",
            "序文",
            "序章",
            "序論",
            "序言",
            "前言",
            "引言",
            "緒論",
            "绪论",
            "緒言",
            "はじめに",
            "まえがき",
            "目次",
            "目录",
            "目錄",
        ),
        *(
            "終章",
            "結論",
            "结论",
            "結び",
            "おわりに",
            "あとがき",
            "後記",
            "后记",
            "跋",
            "附録",
            "附录",
            "附錄",
            "付録",
            "索引",
        ),
        *(
            "서론",
            "머리말",
            "서문",
            "결론",
            "맺음말",
            "부록",
            "차례",
            "목차",
            "คำนำ",
            "บทนำ",
            "สรุป",
            "บทสรุป",
            "ภาคผนวก",
            "สารบัญ",
        ),
        *("הקדמה", "מבוא", "פתח דבר", "סיכום", "אחרית דבר", "נספח", "תוכן העניינים", "מפתח"),
        *(
            "مقدمة",
            "المقدمة",
            "تمهيد",
            "خاتمة",
            "الخاتمة",
            "ملحق",
            "الفهرس",
            "المحتويات",
            "مقدمه",
            "پیشگفتار",
            "دیباچه",
        ),
        *(
            "نتیجه‌گیری",
            "پیوست",
            "دیباچہ",
            "پیش لفظ",
            "خلاصہ",
            "भूमिका",
            "प्रस्तावना",
            "परिचय",
            "निष्कर्ष",
            "उपसंहार",
            "परिशिष्ट",
        ),
    }
)
#: The headings of lists of notes, of works and of sources.
NOTE_HEADINGS: Final = (
    *(
        "注",
        "註",
        "注釈",
        "註釈",
        "注释",
        "註釋",
        "脚注",
        "腳註",
        "尾注",
        "後注",
        "原注",
        "訳注",
        "参考文献",
        "參考文獻",
        "引用文献",
    ),
    *("주", "주석", "각주", "미주", "참고문헌", "참고 문헌", "เชิงอรรถ", "หมายเหตุ", "อ้างอิง", "บรรณานุกรม"),
    "เอกสารอ้างอิง",
    *("הערות", "הערות שוליים", "הערות סיום", "מקורות", "ביבליוגרפיה", "רשימת מקורות"),
    *("هوامش", "الهوامش", "حواشي", "الحواشي", "ملاحظات", "الملاحظات", "المراجع", "المصادر", "المصادر والمراجع"),
    *("پانویس", "پانویس‌ها", "پانوشت", "پانوشت‌ها", "پی‌نوشت", "پی‌نوشت‌ها", "یادداشت‌ها", "منابع", "حواشی"),
    "حوالہ جات",
    *("टिप्पणी", "टिप्पणियाँ", "टिप्पणियां", "पाद टिप्पणी", "पाद-टिप्पणी", "पाद टिप्पणियाँ", "संदर्भ"),
    *("सन्दर्भ", "संदर्भ सूची"),
    *("Σημειώσεις", "Υποσημειώσεις", "Βιβλιογραφία", "Παραπομπές", "Примечания", "Сноски", "Литература"),
    "Источники",
    *("Список литературы", "Примітки", "Виноски", "Література", "Ծանոթագրություններ", "შენიშვნები", "টীকা"),
    "குறிப்புகள்",
)
_LONGEST: Final = 60
_LONGEST_SQUARE: Final = 30
#: A heading is at most so much of the longest line of a text: lines that were spaced apart are all of a length.
_SHARE: Final = 0.6
_OPEN: Final = (",", ";", "،", "؛", "、", "，", "；", "-", "–", "—", "־")
_LISTED: Final = re.compile(r"\s*(?:[*•·\-–—・]|[(\[（［]?[0-9０-９٠-٩۰-۹०-९๐-๙a-z]{1,3}[.)\]）］、．])\s*")
_MARKERS: Final = re.compile(r"(?:\[[0-9]{1,4}\])+$")


def is_chapter_heading(text: str) -> bool:
    """Whether a line is the heading of a numbered chapter in another script than Latin."""
    may_be = not text.isascii() and len(text) <= _LONGEST and not _ends(text)
    return may_be and re.fullmatch(_NUMBERED, text) is not None


def is_heading_without_capitals(text: str, before: str, longest: int) -> bool:
    """Whether a line with empty lines around it is a heading in a script that has no capitals to tell it by.

    It is short, also beside the `longest` line of the text (in characters), and ends no sentence. The block `before`
    it must have ended, or be empty: else the line may go on with it.
    """
    if not is_caseless(text) or _ends(text) or text.endswith(_OPEN) or _LISTED.match(text):
        return False
    if is_chapter_heading(text) or text in _NAMED:
        return True
    most = _LONGEST_SQUARE if has_blankless(text) else _LONGEST
    ended = not before or _ends(before) or not is_caseless(before) or is_unmarked(before)
    return ended and len(text) <= min(most, _SHARE * longest) and not _MARKERS.search(text)


def _ends(text: str) -> bool:
    return ends_with_mark(_MARKERS.sub("", text)) or text.endswith((":", "："))
