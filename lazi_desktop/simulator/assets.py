"""Assets of a SKU: one default picture in front, the rest behind it."""

from __future__ import annotations

from lazi_desktop.simulator.kinds import Kind
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import Json

UPLOADS = "Images/Temporary/"

_FOLDERS: dict[Kind, str] = {
    "category": "Category",
    "service": "Service",
    "equipment": "Equipment",
    "material": "Material",
    "discount_fee": "PriceModifier",
}


def kept_path(tenant: Tenant, kind: Kind, url: str) -> str:
    """Where an upload lives once something points to it; any other address stays as it is."""
    if not (tenant.settings.move_uploads and url.startswith(UPLOADS) and tenant.pictures.is_upload(url)):
        return url
    target = f"Images/{_FOLDERS[kind]}/{url.removeprefix(UPLOADS)}"
    tenant.pictures.copy(url, target)
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
