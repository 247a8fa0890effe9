"""What the inner code asks of the outside, as protocols, and the plain records that cross those walls."""
