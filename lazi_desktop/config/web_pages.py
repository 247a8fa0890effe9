"""Where an entry stands in ServiceTitan's own pages. They document no addresses: these are the ones in use.

A tenant of the demo, or one at other addresses, has none unless the setting `servicetitan.web_page` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.config.settings import Environment
from lazi_desktop.domain.kinds import EntityKind

PATTERNS: Mapping[Environment, str] = {
    Environment.PRODUCTION: "https://go.servicetitan.com/#/new/pricebook/{list}/{id}",
    Environment.INTEGRATION: "https://integration.servicetitan.com/#/new/pricebook/{list}/{id}",
}
_LISTS = {
    EntityKind.CATEGORY: "categories",
    EntityKind.MATERIAL: "materials",
    EntityKind.SERVICE: "services",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.DISCOUNT_FEE: "discounts-and-fees",
}


def web_page_pattern(environment: Environment, given: str) -> str:
    """`given` is the setting; "" where there is no page to open."""
    return given or PATTERNS.get(environment, "")


def web_page(pattern: str, kind: EntityKind, remote_id: int) -> str:
    return pattern.replace("{list}", _LISTS[kind]).replace("{id}", str(remote_id)) if pattern else ""
