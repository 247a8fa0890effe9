"""Which SKU a picture file is of, told by its name, its folder and its look."""
