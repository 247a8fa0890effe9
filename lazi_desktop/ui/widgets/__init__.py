"""Controls that several pages share, styled by their properties alone."""
