"""Query texts: parsed, validated and kept, and how one of their operations is run."""
