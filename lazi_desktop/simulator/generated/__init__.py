"""Makes up the pricebook of a pool, plumbing, electrical and HVAC contractor."""
