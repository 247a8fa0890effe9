"""What is attached to an entry: pictures, videos and files, as ServiceTitan lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lazi_desktop.domain.values import Fields, Value

IMAGE = "Image"
"""ServiceTitan's word for the type of a picture."""


@dataclass(frozen=True, slots=True)
class Asset:
    """`address` is a web address or a path in ServiceTitan's storage; `type` is ServiceTitan's word, "" for none."""

    name: str
    address: str
    type: str = ""
    is_default: bool = False

    @property
    def is_on_the_web(self) -> bool:
        """Whether a browser can be sent there. All else is no address, whatever it looks like."""
        try:
            parts = urlsplit(self.address)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and bool(parts.hostname)


def read_assets(value: Value) -> list[Asset]:
    """Of a canonical value: entries of SKUs are objects, those of categories are paths."""
    return [_read(one) for one in value or ()]


def cover_address(fields: Fields) -> str:
    """Of the picture that stands for an entry; "" where none does. Of SKUs the default one, of categories their own."""
    pictures = [asset for asset in read_assets(fields.get("assets")) if asset.type == IMAGE and asset.address]
    chosen = next((one for one in pictures if one.is_default), pictures[0] if pictures else None)
    if chosen is not None:
        return chosen.address
    return str(fields.get("image") or "")


def _read(entry: Value) -> Asset:
    if not isinstance(entry, Mapping):
        address = str(entry)
        return Asset(_file_of(address), address)
    address = str(entry.get("url") or "")
    name = str(entry.get("alias") or entry.get("fileName") or _file_of(address))
    return Asset(name, address, str(entry.get("type") or ""), entry.get("isDefault") is True)


def _file_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2] or address
