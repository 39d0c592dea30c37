"""Which models there are, where they come from, and whether the ones on disk are whole."""
