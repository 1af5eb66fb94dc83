"""From findings to a changed text: choose, apply, read again, write."""
