"""Which SKUs can be linked in which."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.kinds import EntityKind

_M, _S, _E = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.EQUIPMENT

LINKED: Mapping[tuple[EntityKind, str], tuple[EntityKind, ...]] = {
    (_S, "service_materials"): (_M,),
    (_S, "service_equipment"): (_E,),
    (_E, "equipment_materials"): (_M,),
    (_S, "recommendations"): (_S,),
    (_E, "recommendations"): (_S, _M),
    (_S, "upgrades"): (_S,),
    (_E, "upgrades"): (_E,),
}
"""Which kinds each field links."""
