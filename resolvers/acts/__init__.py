"""Mutations: each names an act, and tells what came of it or why it was refused."""
