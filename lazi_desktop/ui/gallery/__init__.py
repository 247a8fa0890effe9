"""The gallery: the pictures of the pricebook, in sight, side by side and in full."""
