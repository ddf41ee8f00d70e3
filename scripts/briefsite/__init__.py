"""briefsite: one annotated text in, one citable site out.

The road, each step a pure function from one frozen value to the next, with the problems it met beside the result:

    source ─▶ emendation ─▶ paragraph ─▶ outline ─▶ views ─▶ docs/*.md ─▶ renderer ─▶ site/
                                │           ▲
    edition ────────────────────┴───────────┘◀── note ◀── bibliography

Only `build` reads and writes files, only `renderer` and its `markdown_cache` know MkDocs.
"""
