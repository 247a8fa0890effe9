"""Which tenant and environment the window shows, and the way to another one."""
