"""Doors that stay open: WebSockets and event streams, over which answers come as they happen."""
