"""Help cards of levers, and the table of what each lever does to each curve."""
