"""The compiled executor; graphql-core is its exact fallback."""

from gateway.compiled.executor import Compiled
from gateway.compiled.ways import Answered, Way, Ways

__all__ = ["Answered", "Compiled", "Way", "Ways"]
