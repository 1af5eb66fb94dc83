"""Settings from files and from the command line, each with its origin."""
