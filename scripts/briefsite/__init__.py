"""briefsite: one annotated text in, one citable site out.

The packages, in the order in which the data pass through them. Each step makes a frozen value of another one, and
reports the problems that it found beside it:

    source ─▶ paragraphs ─▶ ledger ─┐            (intake makes a source of an author's document)
    edition ────────────────────────┼─▶ reading ─▶ exports ─▶ pages ─▶ site ─▶ rendering ─▶ proof ─▶ publish
    works ──────────────────────────┘                          docs/           site/                (or preview)

Only these modules read or write the content of files (a test holds it), all others work on values:

    the project, read once at the beginning    storage.files  storage.file_reading  site.committed (what git has)
    the project, written at the end            storage.disk, storage.steps, storage.replacement,
                                               storage.replacement_plan, storage.project and storage.lock, for
                                               publish, preview and init
    the site between rendering and publishing  proof.part  proof.verify  rendering.built_site
                                               rendering.unchanged_files  rendering.unused_rules  rendering.assembly
                                               rendering.search_index  rendering.search_shards
                                               rendering.pagefind_index (a program that makes an index)
                                               rendering.shipped_scripts (what the theme has)
                                               rendering.successors
    between one build and the next             publish.state  storage.cache  storage.sealed_file
                                               rendering.kept_parts
    between processes, or machines             site.workers  documents.typesetting
    two branches                               publish.merge_ledger  publish.version_files
    what is beyond the site                    cli.exporting (a document)  publish.site_zip
    others                                     init.write (a text to begin with)  preview.server (what browsers ask for)
                                               edition.atlas, exports.drawing, language.strings,
                                               citations.note_model (what belongs to the program)
                                               exports.image_file (a scratch folder for the engine)
                                               intake.pandoc (a program that reads LaTeX),
                                               intake.pdf.isolation (a process that reads PDF)

Only `rendering.renderer` and the modules that save it work, `markdown_cache`, `page_cache`, `search_cache`,
`unchanged_files` and `rest_of_site`, know MkDocs, and `printed_templates` its templates.
"""
