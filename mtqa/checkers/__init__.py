"""Checks that need more than a pattern: one file, one theme."""
