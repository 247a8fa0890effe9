"""Services whose price ServiceTitan works out itself: what stands in their price fields is not what is billed."""

from __future__ import annotations

from lazi_desktop.domain.values import Fields


def is_priced_dynamically(service: Fields) -> bool:
    """By a service's effective fields. Without a word of ServiceTitan's, a calculated price tells of a rule."""
    static = service.get("use_static_prices")
    return static is False or (static is None and service.get("calculated_price") is not None)
