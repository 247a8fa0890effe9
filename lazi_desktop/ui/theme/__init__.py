"""How the window looks: colours, icons, type and measures, for light and dark. Widgets name roles, never colours."""
