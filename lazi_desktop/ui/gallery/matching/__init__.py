"""A folder of pictures, each brought to the SKU it is of."""
