"""What a pricebook is: kinds, fields, values, overrides, the three-way decision. Standard library only."""
