"""LAZI Desktop: a team's ServiceTitan pricebook, edited offline and pushed back field by field."""

__version__ = "0.1.0"
