"""The door for HTTP: how a request is read, answered and refused."""
