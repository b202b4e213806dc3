"""The scenario store: `db.store.Store` is its only door."""
