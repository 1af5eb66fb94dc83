"""What all tests share."""

from hypothesis import settings

settings.register_profile("mtqa", deadline=None, derandomize=True)
settings.load_profile("mtqa")
