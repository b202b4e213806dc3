"""One catalogue of words, numbers and dates for every layer, in English and Spanish."""
