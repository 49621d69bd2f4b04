"""Who asks: told by a token or a key, or taken on trust where only this machine can ask."""
