"""ServiceTitan over HTTP: signing in, pages of the pricebook in, single changes out."""
