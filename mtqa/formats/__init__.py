"""File formats: what is text in them, and where it stands."""
