"""One run of a model as XMILE 1.0, the exchange format of system dynamics."""
