"""How a price follows from a cost or from the price before: methods, ladders, rounding, derived prices. Exact."""
