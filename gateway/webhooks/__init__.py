"""Telling addresses of events: signed, in order, again and again until they are taken."""
