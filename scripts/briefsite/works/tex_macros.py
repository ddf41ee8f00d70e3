"""What macros of TeX stand for in a bibliography, where pylatexenc doesn't know it or decodes it differently."""

from __future__ import annotations

import re
from typing import Final

#: Macros and their text; `%s` is the argument.
TEXTS: Final = {
    "copyright": "©",
    "textunderscore": "_",
    "slash": "/",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "§",
    "P": "¶",
    "ddag": "‡",
    "dag": "†",
    "pounds": "£",
    "euro": "€",
    "SS": "ẞ",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textquotedbl": '"',
    "textasciicircum": "^",
    "checkmark": "✓",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "flqq": "«",
    "frqq": "»",
    "flq": "‹",
    "frq": "›",
    "ohorn": "ơ",
    "uhorn": "ư",
    "OHORN": "Ơ",
    "UHORN": "Ư",
    "-": "",
    "hyphen": "-",
    "textbraceleft": "{",
    "textbraceright": "}",
    "space": " ",
    "addspace": " ",
    "addcomma": ",",
    "addsemicolon": ";",
    "addcolon": ":",
    "adddot": ".",
    "addperiod": ".",
    "bibrangedash": "–",
    "psq": "f.",
    "psqq": "ff.",
    "mathit": "%s",
    "mathrm": "%s",
    "mathbf": "%s",
    "mathsf": "%s",
    "mathcal": "%s",
    "mathscr": "%s",
    "mkbibparens": "(%s)",
    "mkbibbrackets": "[%s]",
    **dict.fromkeys(("mkbibbold", "mkbibacro", "textnormal", "hbox"), "%s"),
}
#: Macros that put a mark on their argument, which pylatexenc leaves out.
TEX_ACCENTS: Final = {
    "h": "\u0309",
    "textcommabelow": "\u0326",
    "cb": "\u0326",
    "textsubdot": "\u0323",
    "t": "\u0361",
    "ocirc": "\u030a",
}
#: Macros that print their argument in quotation marks.
QUOTING: Final = ("enquote", "mkbibquote", "textquote", "uquote")
#: Fractions, which have two arguments.
FRACTIONS: Final = ("frac", "tfrac", "dfrac", "nicefrac", "sfrac")
#: Macros that pylatexenc replaces by something else than what they hold.
HOLDING: Final = (
    *("today", "input", "include", "includegraphics", "title", "author", "date", "part", "chapter", "section", "item"),
    *("subsection", "subsubsection", "paragraph", "subparagraph", "cite", "citet", "citep", "ref", "eqref", "pageref"),
    *("institute", "maketitle", "verb", "uppercase", "lowercase", "noindent", "url", "nolinkurl", "path", "href"),
)
#: Macros whose first argument is an instruction to TeX: a color, a language, a length.
INSTRUCTIONS: Final = re.compile(
    r"\\(?:foreignlanguage|selectlanguage|textcolor|color|fontsize|fontfamily|fontencoding|fontseries|fontshape|hspace"
    r"|vspace|noopsort|[Ss]ort[Nn]oop|noop|printfirst|switchargs|label|raisebox|rule|phantom|enlargethispage|setlength"
    r"|begin|end|discretionary\{[^{}]*\}\{[^{}]*\})\*?\s*(?:\[[^\]]*\])?\{[^{}]*\}|\\(?:hskip|vskip|kern)\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in)\b"
)
#: TeX's old switches to other fonts.
SWITCHES: Final = frozenset(
    {"em", "bf", "it", "sl", "sc", "rm", "sf", "tt", "cal", "mit"}
    | {f"{name}series" for name in ("bf", "md")}
    | {f"{name}shape" for name in ("it", "sl", "sc", "up")}
    | {f"{name}family" for name in ("rm", "sf", "tt")}
)
#: Macros that print nothing.
SILENT: Final = frozenset(
    """
    relax protect newline linebreak pagebreak par null xspace noindent allowbreak nobreak break newblock bgroup egroup
    sloppy raggedright centering normalfont normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge
    boldmath unboldmath displaystyle textstyle scriptstyle limits nolimits leavevmode unskip ignorespaces selectfont
    nopagebreak nolinebreak smallskip medskip bigskip hfill vfill hfil strut phantom negthinspace thinspace
    symbol char string left right isdot nopunct
    """.split()  # noqa: SIM905
)
#: The macros of the American Astronomical Society for journals, which the Astrophysics Data System (ADS) writes.
JOURNALS: Final = {
    "aj": "Astronomical Journal",
    "actaa": "Acta Astronomica",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement",
    "ao": "Applied Optics",
    "apss": "Astrophysics and Space Science",
    "aap": "Astronomy and Astrophysics",
    "aapr": "Astronomy and Astrophysics Reviews",
    "aaps": "Astronomy and Astrophysics Supplement",
    "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society",
    "caa": "Chinese Astronomy and Astrophysics",
    "cjaa": "Chinese Journal of Astronomy and Astrophysics",
    "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jrasc": "Journal of the Royal Astronomical Society of Canada",
    "memras": "Memoirs of the Royal Astronomical Society",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "na": "New Astronomy",
    "nar": "New Astronomy Review",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "pasj": "Publications of the Astronomical Society of Japan",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "skytel": "Sky and Telescope",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "zap": "Zeitschrift für Astrophysik",
    "nat": "Nature",
    "iaucirc": "IAU Circulars",
    "aplett": "Astrophysics Letters",
    "apspr": "Astrophysics Space Physics Research",
    "bain": "Bulletin of the Astronomical Institutes of the Netherlands",
    "fcp": "Fundamentals of Cosmic Physics",
    "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters",
    "jcp": "Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "memsai": "Memorie della Società Astronomica Italiana",
    "nphysa": "Nuclear Physics A",
    "physrep": "Physics Reports",
    "physscr": "Physica Scripta",
    "planss": "Planetary and Space Science",
    "procspie": "Proceedings of the SPIE",
}
