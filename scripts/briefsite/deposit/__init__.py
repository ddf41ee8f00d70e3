"""The deposit of a version: a folder for an archive, from which the site can be built again.

In: the inputs of a project, and the `Publication` of an edition without a draft. Out: the files of the folder by their
paths: the project, the documents, and what the edition is (CITATION.cff, CodeMeta, Zenodo, RO-Crate), with checksums.
"""
