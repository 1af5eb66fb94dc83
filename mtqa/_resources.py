"""Where the bundled rules and templates are: in the wheel, or in the checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from mtqa.errors import MissingResource


@cache
def bundled(tree: str) -> Traversable:
    """The bundled folder `tree` (`rules` or `templates`), from the wheel or the checkout.

    Raises `MissingResource` if the installation is incomplete.
    """
    packaged = files("mtqa") / "_data" / tree
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / tree).is_dir():
        return checkout / tree
    raise MissingResource(f"mtqa's own folder ‘{tree}’ is missing: install mtqa again.")
