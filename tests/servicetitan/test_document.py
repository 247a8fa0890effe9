"""Our field table, wire models and request shapes against ServiceTitan's own document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.field_tables import GIVEN_ONLY_AT_CREATION, REMOTE_FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan import bodies
from lazi_desktop.servicetitan.parts import PARTS
from lazi_desktop.servicetitan.pricebook import SORT
from lazi_desktop.servicetitan.wire import MODELS, NOT_FIELDS

RESPONSES = {
    EntityKind.CATEGORY: "CategoryResponse",
    EntityKind.MATERIAL: "MaterialResponse",
    EntityKind.SERVICE: "ServiceGetResponse",
    EntityKind.EQUIPMENT: "EquipmentResponse",
    EntityKind.DISCOUNT_FEE: "DiscountAndFeesResponse",
}
REQUESTS = {
    EntityKind.CATEGORY: "CategoryUpdateRequest",
    EntityKind.MATERIAL: "MaterialUpdateRequest",
    EntityKind.SERVICE: "ServiceUpdateRequest",
    EntityKind.EQUIPMENT: "EquipmentUpdateRequest",
    EntityKind.DISCOUNT_FEE: "DiscountAndFeesUpdateRequest",
}
TYPES = {
    FieldType.TEXT: {"string"},
    FieldType.HTML: {"string:html"},
    FieldType.CHOICE: {"enum"},
    FieldType.MONEY: {"number"},
    FieldType.NUMBER: {"number"},
    FieldType.INTEGER: {"integer"},
    FieldType.FLAG: {"boolean"},
    FieldType.MOMENT: {"string:date-time"},
    FieldType.IDS: {"integer[]", "object[]"},
    FieldType.ENTRIES: {"object[]"},
    FieldType.STRUCTURE: {"object", "object[]", "string[]"},
}
# Members of requests that cannot be read back: no mirror can hold them, so they are no fields.
WRITE_ONLY = {"externalData", "intacctGlGroupAccount", "variationMaterials", "variationEquipment"}

every_field = pytest.mark.parametrize(
    "kind, field",
    [
        pytest.param(kind, field, id=f"{kind}.{field.name}")
        for kind, table in REMOTE_FIELDS.items()
        for field in table.values()
    ],
)
every_kind = pytest.mark.parametrize("kind", list(EntityKind))


class Document:
    def __init__(self, path: Path) -> None:
        content = json.loads(path.read_text(encoding="utf-8"))
        self.paths: dict[str, Any] = content["paths"]
        self._schemas: dict[str, Any] = content["components"]["schemas"]

    def members(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self._schemas[f"Pricebook.V2.{name}"]["properties"]
        return found

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        for choice in schema.get("oneOf", []):
            if choice.get("type") != "null":
                return self.resolved(choice)
        if "$ref" in schema:
            return self.resolved(self._schemas[schema["$ref"].rpartition("/")[2]])
        return schema

    def type_of(self, schema: dict[str, Any]) -> str:
        plain = self.resolved(schema)
        if "enum" in plain:
            return "enum"
        kinds = plain["type"] if isinstance(plain["type"], list) else [plain["type"]]
        (kind,) = (one for one in kinds if one != "null")
        if kind == "array":
            return f"{self.type_of(plain['items'])}[]"
        return f"string:{plain['format']}" if plain.get("format") in ("html", "date-time") else kind

    def takes_null(self, schema: dict[str, Any]) -> bool:
        return "null" in schema.get("type", []) or {"type": "null"} in schema.get("oneOf", [])


@pytest.fixture(scope="module")
def document(shared: Path) -> Document:
    return Document(shared / "servicetitan" / "openapi" / "pricebook-v2.json")


@every_field
def test_a_field_can_be_read_and_is_of_a_type_that_fits(document: Document, kind: EntityKind, field: Field):
    member = document.members(RESPONSES[kind])[field.wire_name]
    assert document.type_of(member) in TYPES[field.type]
    if field.choices:
        assert tuple(document.resolved(member)["enum"]) == field.choices


@every_field
def test_a_field_is_writable_exactly_if_the_update_request_has_it(
    document: Document, kind: EntityKind, field: Field
):
    member = document.members(REQUESTS[kind]).get(field.wire_name)
    assert field.writable == (member is not None)
    if member is not None:
        assert field.nullable == document.takes_null(member)


@every_kind
def test_no_member_that_can_be_written_is_forgotten(document: Document, kind: EntityKind):
    fields = {field.wire_name for field in REMOTE_FIELDS[kind].values()}
    assert document.members(REQUESTS[kind]).keys() - fields - WRITE_ONLY == set()


@every_kind
def test_a_create_takes_what_a_change_takes_and_what_is_given_only_then(document: Document, kind: EntityKind):
    names = REQUESTS[kind].replace("Update", "Create")
    writable = {field.wire_name for field in REMOTE_FIELDS[kind].values() if field.writable}
    only_then = {REMOTE_FIELDS[kind][name].wire_name for name in GIVEN_ONLY_AT_CREATION.get(kind, ())}
    assert document.members(names).keys() - WRITE_ONLY == writable | only_then
    assert ("externalData" in document.members(names)) == PARTS[kind].has_marker


@every_kind
def test_the_wire_model_knows_every_member_of_the_answer(document: Document, kind: EntityKind):
    ours = set(MODELS[kind].model_fields) | NOT_FIELDS
    assert document.members(RESPONSES[kind]).keys() <= ours


@every_field
def test_objects_are_sent_with_the_members_that_requests_have(
    document: Document, kind: EntityKind, field: Field
):
    member = document.members(REQUESTS[kind]).get(field.wire_name)
    inner = document.resolved(member) if member else {}
    inner = document.resolved(inner.get("items", inner))
    if "properties" in inner:
        assert tuple(inner["properties"]) == tuple(bodies.SHAPES[field.name])
    sub_accounts = inner.get("properties", {}).get("primarySubAccount")
    if sub_accounts:
        assert tuple(document.resolved(sub_accounts)["properties"]) == bodies.SUB_ACCOUNT


@every_kind
def test_a_part_has_the_address_the_filters_and_the_scope_it_claims(document: Document, kind: EntityKind):
    part = PARTS[kind]
    read = document.paths[f"/tenant/{{tenant}}/{part.path}"]["get"]
    parameters = {one["name"]: one for one in read["parameters"]}
    assert {"page", "pageSize", "includeTotal", "active", "sort"} <= parameters.keys()
    assert "modifiedOnOrAfter" in parameters
    assert ("ids" in parameters) == part.has_ids_filter
    assert ("calculatePrices" in parameters) == (kind is EntityKind.SERVICE)
    assert SORT.lstrip("+") in parameters["sort"]["description"].rpartition(":")[2]
    assert [f"{part.scope}:r"] in [one["oauth"] for one in read["security"]]
    write = document.paths[f"/tenant/{{tenant}}/{part.path}/{{id}}"]["patch"]
    assert [f"{part.scope}:w"] in [one["oauth"] for one in write["security"]]
