"""Pictures: decoded safely, made small, kept on this computer, and fetched when somebody looks at them."""
