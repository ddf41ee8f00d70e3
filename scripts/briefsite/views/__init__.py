"""The pages of an edition: pure functions from a publication to Markdown. No file is touched here."""
