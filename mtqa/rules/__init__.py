"""How rules work; the rules themselves are the packs in the folder `rules`."""
