"""The signs and words of which the patterns of markers and of labels are made.

Each is a piece of a regular expression.
"""

from __future__ import annotations

from typing import Final

from briefsite.writing.book_words import book_pattern

SIGN: Final = r"\*{1,3}|†{1,3}|‡{1,3}|§{1,2}|¶{1,2}|‖"
NUMBER: Final = r"[1-9]\d{0,3}"
SHORT_NUMBER: Final = r"[1-9]\d{0,2}"
RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_NUMBER: Final = f"[{RAISED[1:]}][{RAISED}]{{0,2}}"
#: A number in the digits of another script than Latin, full-width ones among them.
FOREIGN: Final = r"(?:(?![0-9])\d){1,3}"
CIRCLED: Final = "①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⑴-⒇"
RAISED_LETTER: Final = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
#: What a marker or label says before its number: "[Note 7]", "(n. 7)", "（注7）", "Footnote 7:".
NOTE_WORD: Final = rf"(?:{book_pattern('note')}|n|fn|anm|прим|сноска|pozn|σημ|הערה|هامش|حاشية|[注註주]|각주|脚注)\.?"
#: What a marker may say of the note that it names.
SEE: Final = r"(?:(?:see|cf\.|siehe|(?-i:s\.)|vgl\.|voir|véase|ver|vedi|zie|bkz\.|см\.|ср\.)\s+(?:also\s+)?)?"
#: A letter, or a Roman number.
LABEL_LETTER: Final = r"[a-z]|[ivxlc]{2,7}|[IVXLC]{2,7}"
#: What a program's note is called instead of a number: "[^mill]", "[fn:mill]".
KEY: Final = r"[^\s\[\]^]{1,40}"
