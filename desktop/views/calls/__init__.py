"""Calls taken down before a curve is revealed: the operator's side of predict and reveal."""
