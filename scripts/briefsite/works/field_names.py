"""The names of fields: which of them a reference shows, and which no reader misses.

The names are those of *The biblatex Package* (P. Lehman et al., chapter 2.2), of BibTeX's standard styles, and of
reference managers and databases.
"""

from __future__ import annotations

import re
from typing import Final

#: Field names of classic BibTeX, of reference managers and of older releases, and biblatex's names for them.
SAME_FIELD: Final = {
    "address": "location",
    "annote": "annotation",
    "city": "location",
    "publocation": "location",
    "publisher-place": "location",
    "archiveprefix": "eprinttype",
    "archiveurl": "archived",
    "archive-url": "archived",
    "archivedurl": "archived",
    "archived-url": "archived",
    "urlarchive": "archived",
    "archive-date": "archivedate",
    "archiveddate": "archivedate",
    "archived-date": "archivedate",
    "articleno": "eid",
    "article-number": "eid",
    "art_number": "eid",
    "articlenumber": "eid",
    "arxivid": "eprint",
    "howpublish": "howpublished",
    "hyphenation": "langid",
    "journal": "journaltitle",
    "origyear": "origdate",
    "primaryclass": "eprintclass",
    "school": "institution",
    "translators": "translator",
    "organisation": "organization",
    "editors": "editor",
    "authors": "author",
    "website": "url",
    "link": "url",
    "accessed": "urldate",
    "lastaccessed": "urldate",
    "lastchecked": "urldate",
}
#: The fields that a reference shows, or the program uses.
SHOWN: Final = frozenset(
    re.findall(
        r"\S+",
        """
    author editor editora editorb editorc translator annotator commentator introduction foreword
    illustrator collaborator afterword
    bookauthor holder editortype editoratype editorbtype editorctype title subtitle titleaddon maintitle
    mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon journaltitle journalsubtitle
    journaltitleaddon issuetitle issuesubtitle eventtitle eventdate venue date year month day origdate origtitle
    origpublisher origlocation urldate pubstate type version edition publisher institution organization location
    series number volume volumes part issue chapter pages eid url doi eprint eprinttype eprintclass isbn issn
    langid language origlanguage howpublished note addendum nameaddon annotation keywords entrysubtype crossref
    xdata entryset archived archivedate status
    """,
    )
)
#: Fields that no reference shows anywhere, and that reference managers write into every entry.
_SILENT: Final = frozenset(
    re.findall(
        r"\S+",
        """
    abstract file pdf timestamp owner groups ranking relevance priority qualityassured readstatus printed
    comment comments review creationdate modificationdate citationkey localfile sortname sortkey sorttitle
    sortyear sortshorthand presort key label shorthand shorthandintro shortauthor shorteditor shorttitle
    shortjournal shortseries options execute gender indextitle indexsorttitle langidopts related relatedtype
    relatedstring relatedoptions ids xref pagination bookpagination pagetotal numpages eissn isrn ismn iswc isan
    lccn oclc pmid pmcid mrnumber mrclass mrreviewer zblnumber zbl fjournal coden adsurl adsnote bibsource
    biburl acmid issue_date price size contents affiliation author_keywords abbrev_source_title document_type
    source correspondence_address publication_stage eprinturl unique-id times-cited doc-delivery-number
    research-areas author-email funding-acknowledgement funding-text cited-references number-of-cited-references
    journal-iso oa keywords-plus orcid-numbers researcherid-numbers earlyaccessdate rights copyright library
    callnumber urn shelfmark intype nodoi nourl crossrefs tags keyword eventtitleaddon urltime hidden added-at
    interhash intrahash place_of_original language_iso posted-at collaboration_url refid da
    usage-count-last-180-days usage-count-since-2013 web-of-science-categories web-of-science-index
    esi-highly-cited-paper esi-hot-paper series-editor-short bib_source journal-abbrev abbr abbreviation
    date-added date-modified read rating archivelocation archive userd usera userb userc usere userf verba verbb
    verbc lista listb listc listd liste listf namea nameb namec editorial_notes xcrossref pubmedid s2id openalex
    dblp bibdate bibcode pii oai ee nlm-id nlmid pubmodel issn-linking journal-abbreviation hal_id hal_version ppn_gvk
    page_count pmc swhid medline-pst subject-category printedkey pubtype pubstatus created completed revised local-url
    ut sn nr pg sc tc ga j9 pa pi rp ji c1 af em de fu fx wc z9 la cl cy ho sp pd py vl bp di dt ei
    """,
    )
)
_SILENT_FORMS: Final = re.compile(
    r"(?:bdsk|mendeley|citeulike|jabref|zotero|sciwheel|papers\d?|tex|biblatex|ieee|opt(?=[a-z]{3})|alt(?=[a-z]{3})|x-|__"
    r"|msbib|[\w-]+\+an(?:$|:)|nameatype|namebtype|timestamp|citation-)[\w.-]*",
)


def is_silent(name: str) -> bool:
    """Whether a field (its name in lower case) is for its owner's program, so that nobody misses it in a reference."""
    return name in _SILENT or _SILENT_FORMS.fullmatch(name) is not None
