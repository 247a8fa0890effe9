"""The addresses of ServiceTitan's own pages. It documents none: these are the ones in use.

A tenant of the demo, or one at other addresses, has none unless the setting `servicetitan.web_page` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.config.settings import Environment

PATTERNS: Mapping[Environment, str] = {
    Environment.PRODUCTION: "https://go.servicetitan.com/#/new/pricebook/{list}/{id}",
    Environment.INTEGRATION: "https://integration.servicetitan.com/#/new/pricebook/{list}/{id}",
}


def web_page_pattern(environment: Environment, given: str) -> str:
    """`given` is the setting; "" where there is no page to open."""
    return given or PATTERNS.get(environment, "")
