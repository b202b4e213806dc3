"""What every layer talks about: plain records, no numbers library and no toolkit."""
