"""What stands in the small structures that a person fills in: how long a warranty is, how large a thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lazi_desktop.domain.fields import Field, FieldType

WARRANTY = (
    Field("duration", "Duration", FieldType.INTEGER),
    Field("description", "Description", FieldType.TEXT),
)
DIMENSIONS = (
    Field("height", "Height", FieldType.NUMBER),
    Field("width", "Width", FieldType.NUMBER),
    Field("depth", "Depth", FieldType.NUMBER),
)
MEMBERS: Mapping[str, Sequence[Field]] = {
    "warranty": WARRANTY,
    "manufacturer_warranty": WARRANTY,
    "service_provider_warranty": WARRANTY,
    "dimensions": DIMENSIONS,
}
"""By the field's name; of what is not here nothing is known."""
