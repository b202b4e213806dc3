"""Documents for paper: one tree, written as PDF, as DOCX and as HTML."""
