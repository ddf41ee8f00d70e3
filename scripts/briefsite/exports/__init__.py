"""The forms in which a citation leaves the site: styles, BibTeX, RIS, CSL-JSON, the metadata in a page's head."""
