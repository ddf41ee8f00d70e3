"""The theme `briefsite`, for MkDocs and its successors: Material's, with our templates, styles and scripts.

It is registered in pyproject.toml (`mkdocs.themes`) and configured in mkdocs_theme.yml. There is no code in it. A site
overrides a template by a file of the same name in docs/templates/, a style sheet by one in docs/assets/.
"""
