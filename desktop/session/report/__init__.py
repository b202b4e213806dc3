"""The report of a play under edit, which outlives the page that it is written on."""
