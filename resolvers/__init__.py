"""The mouth: GraphQL types and nothing else; a resolver is load, rule, type."""
