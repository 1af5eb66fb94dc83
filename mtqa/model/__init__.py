"""The nouns of mtqa: frozen, without I/O, on the standard library alone."""
