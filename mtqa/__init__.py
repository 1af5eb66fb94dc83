"""mtqa flags what machine translation leaves behind in English news, and proposes fixes."""

from __future__ import annotations

__version__ = "0.1.0"
