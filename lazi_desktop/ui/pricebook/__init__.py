"""The Pricebook page: category trees, the grid of SKUs, the inspector."""
