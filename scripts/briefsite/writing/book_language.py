"""Book language: a row of the table of words with which books name their parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLanguage:
    """What books in one language call their parts, by what the words are for; `code` is the BCP 47 tag.

    Each field is a list with `|` between its members. These are names, compared without case and accents:

    | field                | names                                                                             |
    |----------------------|-----------------------------------------------------------------------------------|
    | `note`               | before the number of a note ("Footnote 7"), or over a single one                  |
    | `notes`, `works`     | over a list of notes; over one of works that are cited                            |
    | `bibliography`       | over a list of works that is a part of a book                                     |
    | `contents`, `index`  | over the table of contents; over the index                                        |
    | `kind`, `kind_after` | before and behind these: "*selected* references", "notas *finales*"                |
    | `persons`            | over the list of the persons of a play                                            |
    | `outer`, `inner`     | over parts that begin a page of their own, as a foreword does; over others        |

    These are patterns without groups that capture; case is ignored, except in `chapter_form`:

    | field                | patterns                                                                          |
    |----------------------|-----------------------------------------------------------------------------------|
    | `page`, `page_after` | before the number of a page; behind it                                            |
    | `of`                 | before the number of all pages: "3 *of* 20"                                       |
    | `chapter`            | before the number of a part: "Chapter IV", "Act 1"                                |
    | `number_first`       | the beginning of a heading with the number before the word: "Drittes Kapitel"     |
    | `chapter_form`       | a whole heading with a number, in a script that is not Latin                      |
    | `stage`              | those of `chapter` that are parts of a play                                       |
    | `counted`            | before other numbers that aren't those of pages: "Table 2"                        |
    | `ordinal`            | numbers in words, behind `chapter`: "Part *one*"                                  |
    | `and_`, `of_part`    | between the names of a list; before what it is for: "Notes *to* Chapter 3"        |
    | `see`                | before what an entry of an index refers to                                        |
    | `by`                 | before the author on a title page                                                 |
    """

    code: str
    note: str
    notes: str
    works: str = ""
    bibliography: str = ""
    kind: str = ""
    kind_after: str = ""
    contents: str = ""
    index: str = ""
    outer: str = ""
    inner: str = ""
    persons: str = ""
    page: str
    page_after: str = ""
    of: str = ""
    chapter: str = ""
    number_first: str = ""
    chapter_form: str = ""
    stage: str = ""
    counted: str = ""
    ordinal: str = ""
    and_: str = ""
    of_part: str = ""
    see: str = ""
    by: str = ""
