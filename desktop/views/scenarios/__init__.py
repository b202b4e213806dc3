"""The list of scenarios and what is done to one."""
