"""Which rules run: the profile's, and what the settings add and take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from mtqa.errors import UnknownName
from mtqa.rules.profiles import Profile
from mtqa.rules.spec import AnySpec

ALL = "all"


def select(
    specs: Sequence[AnySpec],
    *,
    chosen: Iterable[str] = (),
    added: Iterable[str] = (),
    ignored: Iterable[str] = (),
    profile: Profile | None = None,
) -> tuple[AnySpec, ...]:
    """The rules `chosen` (the profile's if none is), those `added`, without those `ignored`.

    Each name is a rule's id, a pack's name, or `all`. Raises `UnknownName`.
    """
    wanted = list(chosen)
    kept = _named(specs, wanted) if wanted else _of_profile(specs, profile)
    kept |= _named(specs, added)
    kept -= _named(specs, ignored)
    return tuple(spec for spec in specs if spec.id in kept)


def _of_profile(specs: Sequence[AnySpec], profile: Profile | None) -> set[str]:
    kept = {spec.id for spec in specs if spec.default}
    if profile is None:
        return kept
    kept = _named(specs, profile.select) if profile.select else kept
    return (kept | _named(specs, profile.extend_select)) - _named(specs, profile.ignore)


def _named(specs: Sequence[AnySpec], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        ids = {spec.id for spec in specs if name in (ALL, spec.id, spec.pack)}
        if not ids:
            raise UnknownName(unknown(name, specs), name)
        found |= ids
    return found


def unknown(name: str, specs: Sequence[AnySpec]) -> str:
    """What to say of a name that is no rule and no pack."""
    names = sorted({spec.id for spec in specs} | {spec.pack for spec in specs})
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f" Did you mean ‘{near[0]}’?" if near else " `mtqa rules` lists them."
    return f"There is no rule or pack ‘{name}’.{hint}"
