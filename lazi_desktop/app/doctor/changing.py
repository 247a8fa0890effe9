"""Checks of what the app may change in ServiceTitan. No harmless request tells it: the sign-in does, or a push has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.domain.kinds import EntityKind

if TYPE_CHECKING:
    from lazi_desktop.app.write_scopes import Shown
    from lazi_desktop.servicetitan.parts import Resource

CHANGING = {
    f"change_{EntityKind.CATEGORY}": "Changing categories",
    f"change_{EntityKind.MATERIAL}": "Changing materials",
    f"change_{EntityKind.SERVICE}": "Changing services",
    f"change_{EntityKind.EQUIPMENT}": "Changing equipment",
    f"change_{EntityKind.DISCOUNT_FEE}": "Changing discounts and fees",
    "change_pictures": "Adding pictures",
    "change_together": "Changing several at once",
}
ALLOW = "Let your ServiceTitan administrator allow the app this scope in the developer portal."


def look_at_changing(
    tell: Teller, granted: Collection[str] | None, shown: Mapping[str, Shown], *, together: bool
) -> None:
    """`granted`: as the sign-in tells it, None where it does not. `shown`: what pushes met."""
    from lazi_desktop.servicetitan.parts import IMAGES, PARTS, SEVERAL

    parts: dict[str, Resource] = {f"change_{kind}": part for kind, part in PARTS.items()}
    parts["change_pictures"] = IMAGES
    for name, part in parts.items():
        _tell(tell, name, part, granted, shown)
    if together:
        _tell(tell, "change_together", next(iter(SEVERAL.values())), granted, shown)
    else:
        tell.skip(
            "By the settings each change goes by itself (servicetitan.send_together).", "change_together"
        )


def _tell(
    tell: Teller, name: str, part: Resource, granted: Collection[str] | None, shown: Mapping[str, Shown]
) -> None:
    scope = f"{part.scope}:w"
    met = shown.get(scope)
    if met is not None and not met.is_granted:
        tell.warn(
            name,
            f"A push was refused on {met.at:%Y-%m-%d}: your app may not change {part.words} ({scope}).",
            ALLOW,
        )
    elif granted is not None and scope not in granted:
        tell.warn(name, f"Your app may not change {part.words}: a push needs the scope {scope}.", ALLOW)
    elif granted is not None:
        tell.ok(name, f"Your app may change {part.words} ({scope}).")
    elif met is not None:
        tell.ok(name, f"ServiceTitan took a push of {part.words} on {met.at:%Y-%m-%d} ({scope}).")
    else:
        tell.skip(
            f"ServiceTitan does not tell it before the first push of {part.words}, which needs {scope}.", name
        )
