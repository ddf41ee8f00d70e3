"""The words that lead to a citation: "See also", "Vgl. dazu", "Ayrıca bkz.", "Подробнее см.:", "quoted in"."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import fold

#: The words that call for a look, language by language.
_CALLS: Final = (
    r"(?:but |and )?(?:see|cf\.|compare|contra|accord)(?:,? e\.\s?g\.,?| also| generally| especially| further)?|"
    r"vgl\.(?: auch| dazu| hierzu| etwa)?|s\.\s?a\.|siehe(?: auch| dazu)?|so (?:auch|schon|bereits)|"
    r"zum folgenden(?: ausführlich)?|dazu(?: auch)?|hierzu|(?-i:anders)|ausführlich(?:er)?|"
    r"voir(?: aussi| notamment| également)?|véa(?:n)?se(?: también)?|vid\.|"
    r"cfr?\.(?: anche)?|si veda(?:no)?|"
    r"(?:ayrıca )?(?:bkz?\.|bakınız|kar?ş\.|krş\.|karşılaştırınız)|"
    r"(?:подробнее )?(?:см\.|ср\.)(?: также| подробнее)?|"
    r"(?:zie|vergelijk|bijvoorbeeld)(?: ook)?|"
    r"ver(?: também)?|vide|veja-se|"
    r"zob\.(?: też| także| szerzej)?|por\.(?: też)?|patrz"
)
#: Between a work that the author didn't see and the one that quotes it.
_QUOTED_IN: Final = (
    r"(?:as )?(?:quoted|cited) in|zit\. (?:nach|bei|in)|cité (?:dans|par)|citado (?:en|por|em)|cit\. in|akt\.|aktaran|"
    r"цит\. по|apud|cyt\. za|geciteerd in"
)
#: Words that may begin a remark before a citation, folded, and that are no names of persons; and titles of persons.
NO_NAMES: Final = frozenset(
    re.findall(
        r"\S+",
        """
    after also among as at by conversely e.g earlier especially even finally following for from generally hence here
    in later like likewise most notably or pace per read recently see similarly so then thus try unlike via with
    auch ahnlich anders bei bereits besonders dagegen dazu ebenso einschlagig etwa ferner grundlegend hierzu hingegen im
    insbesondere klassisch laut nach noch schon und uber uberblick vergleiche zuerst zuletzt zusammenfassend
    beispielsweise
    ainsi aussi chez comme comparer contra dans egalement enfin lire notamment selon surtout
    asi ademas como comparese en igualmente segun sobre tambien
    anche come con confronta confronti cosi inoltre secondo su sul
    aktaran ayrica bk bkz bu gibi gore karsilastiriniz krs ornegin
    cf cfr vgl zob ср см
    aldus bijvoorbeeld naar ook vergelijk verder volgens zie zo
    alem assim conforme na segundo
    inaczej podobnie porownaj rowniez szerzej tak takze wg wiecej
    например подробнее сравни так также
    vedi vedasi jfr jf se viz srov lasd vo ks vrt vezi vidi usp vegeu βλ πρβλ див пор
    mr mrs dr prof professor president sir lady lord herr
    """,
    )
)
_LINKS: Final = r"(?-i:and|und|et|ve|y|e|en|i|oraz|и)"
_LEAD: Final = rf"(?:(?:{_CALLS}|{_QUOTED_IN}|{_LINKS})[:,]?\s+)"
#: The small letters of the alphabets that these words are written in.
_SMALL_LETTERS: Final = "a-zß-öø-ÿа-яёąćęğıłńőśşűźżčěřšůž"
_CAPITAL: Final = rf"[^\W\d_{_SMALL_LETTERS}]"
#: Three words in small letters on end, as no reference has them outside of titles: a sentence of the author's.
REMARK: Final = re.compile(rf"(?:\b[{_SMALL_LETTERS}][^\W\d_]*\s+){{3}}")
#: Two such words somewhere: a short sentence.
SMALL_PAIR: Final = re.compile(rf"\b[{_SMALL_LETTERS}][^\W\d_]*\s(?:.*\s)?[{_SMALL_LETTERS}][^\W\d_]*\s")
_AT_BEGINNING: Final = re.compile(rf"^{_LEAD}+", re.IGNORECASE)
#: A remark that ends with such words: "For a contrary view see".
_AFTER_REMARK: Final = re.compile(
    r"^[^\W\d_][^.;:“”„«»\"*\d]{0,80}?\s(?:see(?: also)?|cf\.|vgl\.|siehe|voir|bkz\.|см\.|véase|cfr\.|zie|zob\.),?:?\s+"
    rf"(?={_CAPITAL}|[“„«\"])"
)
#: What follows a semicolon if another work does: such words, or a person that was named before.
AFTER_SEMICOLON: Final = re.compile(
    rf"\s*(?:(?:{_CALLS}|{_QUOTED_IN})[:,]?\s|{_LINKS}\s+(?-i:(?={_CAPITAL}|[“„«\"]))|(?:his|her|their|ders|dies|idem|id|tenże|ibid|ebd|a\.g\.e)\b)",
    re.IGNORECASE,
)
#: A comma with such words in small letters behind it, and another work.
AFTER_COMMA: Final = re.compile(
    r",(?=\s+(?:see(?: also)?|cf\.|vgl\.(?: auch)?|siehe(?: auch)?|voir(?: aussi)?|(?:ayrıca )?bkz\.|см\.|ср\.|zie|"
    rf"zob\.|cfr\.|véase|{_QUOTED_IN}):?\s+(?:{_CAPITAL}|[“„«\"]))"
)
#: A sentence that begins with such words.
AFTER_SENTENCE: Final = re.compile(rf"(?<=[.!?”»)]) (?=(?:(?i:{_CALLS})):? )(?={_CAPITAL})")
#: A comment that names nobody, with "Ibid." behind it: "This was the general opinion. Ibid., 46."
AFTER_COMMENT: Final = re.compile(
    rf"^[^\W\d_](?:[{_SMALL_LETTERS}]*,? ){{3,}}[{_SMALL_LETTERS}]+\. (?=(?:Ibid|Ebd|Ivi|Ibíd|Tamże|Там же|Aynı yer)\b)"
)

#: Other words in small letters do the same, if they are no part of a name: "ähnlich", "dagegen", "también".
_SMALL: Final = re.compile(
    rf"^(?:(?!(?:d[aeiou]s?|del|della|den|der|van|von|zu|zur|la|le|el|al|bin|ibn|ben|ter|ten|i?dem|id|ders|dies|ibid|ebd)\b)[{_SMALL_LETTERS}][^\W\d_]*[,:]?\s+)"
    rf"{{1,4}}(?={_CAPITAL}|[“„«\"]|(?:ibid|ebd|idem|a\.g\.e|там же|tamże))"
)
#: A semicolon with such words behind it, and another work.
AFTER_SMALL: Final = re.compile(rf"\s*{_SMALL.pattern.removeprefix('^')}")
#: A number with "and" behind it, and another work: "p. 42, y Fuentes, op. cit.".
AFTER_NUMBER: Final = re.compile(
    rf"(?:(?<=\d)|(?<=\d f\.)|(?<=\d ff\.)|(?<=\dff\.)|(?<=\d sq\.)),?(?=\s+{_LINKS}\s+{_CAPITAL}[^.;\d]{{1,60}}[,:.] )"
)


def lead_in_end(text: str) -> int:
    """Where the words at the beginning of `text` end that lead to a citation; 0 without any."""
    end = 0
    while match := next((found for form in _FORMS if (found := form.match(text[end:]))), None):
        if match.re is _ADVERB and fold(match["word"]) not in NO_NAMES - _IN_NAMES:
            break
        end += match.end()
    return end


#: The first word of a part, with a name behind it.
_ADVERB: Final = re.compile(rf"^(?P<word>[^\W\d_]+)[.,]?\s+(?={_CAPITAL}|[“„«\"])")
#: Those of `NO_NAMES` that may belong to a name.
_IN_NAMES: Final = frozenset(
    {*("mr", "mrs", "dr", "prof", "professor", "president", "sir", "lady", "lord", "herr", "e.g"), "so", "su", "na"}
    | {"bu", "con", "come", "zo", "tak", "in", "im", "en", "like", "most", "via", "or", "per", "as", "at"}
    | {"se", "vo", "ks"}
)


_FORMS: Final = (_AT_BEGINNING, _AFTER_REMARK, _SMALL, _ADVERB)
