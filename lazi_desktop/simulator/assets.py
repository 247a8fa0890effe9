"""Assets of a SKU: one default picture in front, the rest behind it."""

from __future__ import annotations

from lazi_desktop.simulator.kinds import Kind
from lazi_desktop.simulator.problems import invalid
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.uploads import UPLOADS
from lazi_desktop.simulator.wire import Json

_FOLDERS: dict[Kind, str] = {
    "category": "Category",
    "service": "Service",
    "equipment": "Equipment",
    "material": "Material",
    "discount_fee": "PriceModifier",
}


def kept_path(tenant: Tenant, kind: Kind, url: str) -> str:
    """Where an upload lives once something points to it; any other address stays as it is."""
    if not url.startswith(UPLOADS):
        return url
    habits = tenant.uploads
    if not tenant.pictures.exists(url):
        if habits.refuses_gone:
            raise invalid({"image" if kind == "category" else "assets": [f"{url} was not found."]})
        return url
    if not tenant.settings.move_uploads:
        tenant.pictures.settle(url)
        return url
    target = habits.target(url, _FOLDERS[kind])
    content = habits.content(tenant.pictures.read(url))
    if content is not None:
        tenant.pictures.upload(target, content)
        tenant.pictures.settle(target)
    if habits.how != "copied":
        tenant.pictures.remove(url)
    return target


def apply_assets(tenant: Tenant, kind: Kind, sku: Json, sent: list[Json]) -> None:
    assets = [
        {
            "alias": asset.get("alias"),
            "fileName": asset["url"].rpartition("/")[2],
            "isDefault": asset.get("isDefault") is True,
            "type": asset["type"],
            "url": kept_path(tenant, kind, asset["url"]),
        }
        for asset in sent
    ]
    if kind == "discount_fee":
        sku["assets"] = assets
        return
    images = [asset for asset in assets if asset["type"] == "Image"]
    default = next((asset for asset in images if asset["isDefault"]), images[0] if images else None)
    for asset in assets:
        asset["isDefault"] = asset is default
    sku["assets"] = sorted(assets, key=lambda asset: not asset["isDefault"])
    sku["defaultAssetUrl"] = default["url"] if default else None
