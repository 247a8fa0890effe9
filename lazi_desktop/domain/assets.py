"""What is attached to an entry: pictures, videos and files, as ServiceTitan lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Fields, Value

IMAGE = "Image"
"""ServiceTitan's word for the type of a picture."""
MEMBERS = ("alias", "isDefault", "type", "url")
"""What counts of each. The file's name, which ServiceTitan lists beside these, is the end of the address."""
PICTURE_FIELDS = ("assets", "image", "sku_images")
"""Where pictures stand: those of SKUs, a category's own, and those a category gives to its SKUs."""


@dataclass(frozen=True, slots=True)
class Asset:
    """`address` is a web address, a path in ServiceTitan's storage, or that of a picture added here
    (`pictures.local_address`); `type` is ServiceTitan's word, "" for none."""

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

    @property
    def is_picture(self) -> bool:
        """Of a category all are."""
        return self.type in (IMAGE, "")


def read_assets(value: Value) -> list[Asset]:
    """Of a canonical value: entries of SKUs are objects, those of categories are paths."""
    return [_read(one) for one in ([value] if isinstance(value, str) else value or ())]


def cover_address(fields: Fields) -> str:
    """Of the picture that stands for an entry; "" where none does. Of SKUs the default one, of categories their own."""
    pictures = [asset for asset in read_assets(fields.get("assets")) if asset.type == IMAGE and asset.address]
    chosen = next((one for one in pictures if one.is_default), pictures[0] if pictures else None)
    if chosen is not None:
        return chosen.address
    return str(fields.get("image") or "")


def addresses_in(field: str, value: Value) -> Iterator[str]:
    """Of the pictures in a value; nothing of a field that holds none."""
    if field in PICTURE_FIELDS:
        yield from (one.address for one in read_assets(value) if one.is_picture and one.address)


def local_digests(field: str, value: Value) -> frozenset[str]:
    """Of the pictures in a value that were added here and ServiceTitan does not have under an address of its own."""
    digests = (local_digest(address) for address in addresses_in(field, value))
    return frozenset(digest for digest in digests if digest is not None)


def readdressed(field: str, value: Value, addresses: Mapping[str, str]) -> Value:
    """The value with other addresses of the same pictures; those that are not named stay."""
    if field not in PICTURE_FIELDS or value is None:
        return value
    if isinstance(value, str):
        return addresses.get(value, value)
    return [
        {**one, "url": addresses.get(str(one.get("url")), one.get("url"))}
        if isinstance(one, Mapping)
        else addresses.get(str(one), one)
        for one in value
    ]


def _read(entry: Value) -> Asset:
    if not isinstance(entry, Mapping):
        address = str(entry)
        return Asset(_file_of(address), address)
    address = str(entry.get("url") or "")
    name = str(entry.get("alias") or _file_of(address))
    return Asset(name, address, str(entry.get("type") or ""), entry.get("isDefault") is True)


def _file_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2] or address
