"""A scenario on two pages: what is asked and set, where curves lead, and how sure that is."""
