"""Pictures as SKUs list them; what they show is drawn when somebody asks."""

from __future__ import annotations

from lazi_desktop.simulator.generated.chance import Chance
from lazi_desktop.simulator.wire import Json


def pictures(folder: str, chance: Chance, *, default: bool = True) -> list[Json]:
    """One picture, sometimes a second one, the default first."""
    assets = [_picture(folder, chance, default=default)]
    if chance.happens(0.06):
        assets.append(_picture(folder, chance, default=False))
    return assets


def _picture(folder: str, chance: Chance, *, default: bool) -> Json:
    name = f"{chance.uuid()}.{chance.pick(('jpg', 'jpg', 'jpg', 'jpeg', 'png'))}"
    return {
        "alias": name.partition(".")[0] if chance.happens(0.5) else None,
        "fileName": name,
        "isDefault": default,
        "type": "Image",
        "url": f"Images/{folder}/{name}",
    }


def attachment(chance: Chance) -> Json:
    name = f"{chance.uuid()}.pdf"
    return {
        "alias": None,
        "fileName": name,
        "isDefault": False,
        "type": "Attachment",
        "url": f"Pricebook/Attachments/Service/{name}",
    }
