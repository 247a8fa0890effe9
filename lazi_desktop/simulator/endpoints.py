"""The pricebook's endpoints: path, verb, the scope each needs, and what it does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from lazi_desktop.simulator import bulk, category_writes, sku_writes
from lazi_desktop.simulator.calls import Answer, Call, Handler
from lazi_desktop.simulator.export import export_page
from lazi_desktop.simulator.fields import read
from lazi_desktop.simulator.kinds import Kind, SkuKind
from lazi_desktop.simulator.listed import LISTS, handler_of
from lazi_desktop.simulator.listing import Listing, categories, category_view
from lazi_desktop.simulator.models import CREATE, UPDATE
from lazi_desktop.simulator.problems import invalid, not_found, not_valid
from lazi_desktop.simulator.rate_sheets import list_rate_sheets, update_rate_sheet
from lazi_desktop.simulator.small_lists import (
    create_markup,
    list_cost_types,
    list_markup,
    read_markup,
    replace_markup,
)
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.uploads import UPLOADS
from lazi_desktop.simulator.views import plain, sku_view
from lazi_desktop.simulator.wire import encode

PRICEBOOK = ("pricebook", "v2")


@dataclass(frozen=True)
class Endpoint:
    """A path segment in braces stands for anything."""

    method: str
    path: tuple[str, ...]
    scope: str
    handler: Handler
    module: tuple[str, str] = PRICEBOOK


_SKU_PATHS: dict[SkuKind, tuple[str, str]] = {
    "service": ("services", "services"),
    "material": ("materials", "materials"),
    "equipment": ("equipment", "equipment"),
    "discount_fee": ("discounts-and-fees", "discountsandfees"),
}


_EXPORTED: dict[str, Kind] = {
    "categories": "category",
    "services": "service",
    "materials": "material",
    "equipment": "equipment",
}


def all_endpoints(tenant: Tenant, images_url: Callable[[], str]) -> list[Endpoint]:
    """``images_url`` tells the second origin once it is known. Earlier endpoints win over later ones."""
    endpoints = [
        *_small_endpoints(tenant),
        *(
            Endpoint("GET", (one.name,), f"{one.scope}:r", handler_of(tenant, one), one.module)
            for one in LISTS
        ),
        *_image_endpoints(tenant, images_url),
        *_category_endpoints(tenant),
    ]
    listing = Listing(tenant)
    for sku_kind in _SKU_PATHS:
        endpoints += _sku_endpoints(tenant, sku_kind, listing)
    for path, kind in _EXPORTED.items():
        endpoints.append(Endpoint("GET", ("export", path), f"tn.pb.{path}:r", _export_handler(tenant, kind)))
    return endpoints


def _export_handler(tenant: Tenant, kind: Kind) -> Handler:
    return lambda call: Answer(200, export_page(tenant, kind, call.query))


def _sku_endpoints(tenant: Tenant, kind: SkuKind, listing: Listing) -> list[Endpoint]:
    path, scope = _SKU_PATHS[kind]

    def get_list(call: Call) -> Answer:
        return Answer(200, listing.skus(kind, call.query))

    def get(call: Call) -> Answer:
        application = call.query.guid("externalDataApplicationGuid")
        view = sku_view(kind, application, calculate=call.query.flag("calculatePrices") or False)
        return Answer(200, view(tenant.row(kind, call.number("id"))))

    def create(call: Call) -> Answer:
        fields = read(call.json(), CREATE[kind])
        sku_writes.check_create(tenant, kind, fields)
        return Answer(201, plain(sku_writes.create(tenant, kind, fields)))

    def update(call: Call) -> Answer:
        sku = tenant.row(kind, call.number("id")).id
        fields = read(call.json(), UPDATE[kind])
        sku_writes.check_update(tenant, kind, sku, fields)
        return Answer(200, plain(sku_writes.update(tenant, kind, sku, fields)))

    def delete(call: Call) -> Answer:
        sku_writes.delete(tenant, kind, call.number("id"))
        return Answer(204)

    return [
        Endpoint("GET", (path,), f"tn.pb.{scope}:r", get_list),
        Endpoint("POST", (path,), f"tn.pb.{scope}:w", create),
        Endpoint("GET", (path, "{id}"), f"tn.pb.{scope}:r", get),
        Endpoint("PATCH", (path, "{id}"), f"tn.pb.{scope}:w", update),
        Endpoint("DELETE", (path, "{id}"), f"tn.pb.{scope}:w", delete),
    ]


def _category_endpoints(tenant: Tenant) -> list[Endpoint]:
    def get(call: Call) -> Answer:
        row = tenant.row("category", call.number("id"))
        return Answer(200, category_view(tenant, None)(row))

    def create(call: Call) -> Answer:
        return Answer(201, category_writes.create(tenant, read(call.json(), CREATE["category"])).encoded)

    def update(call: Call) -> Answer:
        category = tenant.row("category", call.number("id")).id
        row = category_writes.update(tenant, category, read(call.json(), UPDATE["category"]))
        return Answer(200, category_view(tenant, None)(row))

    def delete(call: Call) -> Answer:
        category_writes.delete(tenant, call.number("id"))
        return Answer(204)

    read_scope, write_scope = "tn.pb.categories:r", "tn.pb.categories:w"
    one = ("categories", "{id}")
    return [
        Endpoint(
            "GET", ("categories",), read_scope, lambda call: Answer(200, categories(tenant, call.query))
        ),
        Endpoint("POST", ("categories",), write_scope, create),
        Endpoint("GET", one, read_scope, get),
        Endpoint("PATCH", one, write_scope, update),
        Endpoint("DELETE", one, write_scope, delete),
    ]


def _small_endpoints(tenant: Tenant) -> list[Endpoint]:
    read_scope, write_scope = "tn.pb.materials:r", "tn.pb.materials:w"
    markup, one_markup = ("materialsmarkup",), ("materialsmarkup", "{id}")
    sheets = ("clientspecificpricing",)
    both = ("pricebook",)
    return [
        Endpoint("GET", ("materials", "costtypes"), read_scope, lambda call: list_cost_types(tenant)),
        Endpoint("GET", markup, read_scope, lambda call: list_markup(tenant, call)),
        Endpoint("POST", markup, write_scope, lambda call: create_markup(tenant, call)),
        Endpoint("GET", one_markup, read_scope, lambda call: read_markup(tenant, call)),
        Endpoint("PUT", one_markup, write_scope, lambda call: replace_markup(tenant, call)),
        Endpoint("GET", sheets, "tn.pb.csp:r", lambda call: list_rate_sheets(tenant, call)),
        Endpoint("PATCH", (*sheets, "{id}"), "tn.pb.csp:w", lambda call: update_rate_sheet(tenant, call)),
        Endpoint("POST", both, "tn.pb.pricebook:w", lambda call: bulk.create(tenant, call)),
        Endpoint("PATCH", both, "tn.pb.pricebook:w", lambda call: bulk.update(tenant, call)),
    ]


def _image_endpoints(tenant: Tenant, images_url: Callable[[], str]) -> list[Endpoint]:
    def download(call: Call) -> Answer:
        path = call.query.text("path")
        if path is None:
            raise invalid({"path": ["The path field is required."]})
        if not path.startswith("Images/"):
            raise not_valid(path, "path")
        if not tenant.pictures.exists(path):
            raise not_found("The image was not found.")
        location = f"{images_url()}/{quote(path)}?sig={signature(path)}"
        return Answer(302, headers={"location": location})

    def upload(call: Call) -> Answer:
        if call.upload is None:
            raise invalid({"file": ["The file field is required."]})
        extension = (
            call.upload.file_name.rpartition(".")[2].lower() if "." in call.upload.file_name else "jpg"
        )
        digest = hashlib.md5(
            call.upload.content + str(tenant.next_id()).encode(), usedforsecurity=False
        ).hexdigest()
        name = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]))
        safe = "".join(letter for letter in extension if letter.isascii() and letter.isalnum())[:8] or "jpg"
        path = f"{UPLOADS}{name}.{safe}"
        tenant.pictures.upload(path, call.upload.content)
        return Answer(201, encode({"path": path}))

    return [
        Endpoint("GET", ("images",), "tn.pb.images:r", download),
        Endpoint("POST", ("images",), "tn.pb.images:w", upload),
    ]


def signature(path: str) -> str:
    """What makes a picture's address work without credentials."""
    return hashlib.sha256(f"signed {path}".encode()).hexdigest()[:24]
