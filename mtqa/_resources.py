"""Where the bundled rules and templates are: in the wheel, or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import MissingResource

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE = Path(__file__).resolve().parent


@cache
def bundled(tree: str) -> Traversable:
    """The bundled folder `tree` (`rules` or `templates`), from the wheel or the checkout.

    Raises `MissingResource` if the installation is incomplete.
    """
    packaged = package() / "_data" / tree
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / tree).is_dir():
        return checkout / tree
    raise MissingResource(f"mtqa's own folder ‘{tree}’ is missing: install mtqa again.")


def package() -> Traversable:
    """The folder of the package itself, which may lie in an archive."""
    if _PACKAGE.is_dir():
        return _PACKAGE
    from importlib.resources import files

    return files("mtqa")
