"""What is raised when a question is not run, whichever door it came by."""

from graphql import GraphQLError

from gateway.http.errors import ErrorCode


class Unanswerable(Exception):
    """A question that is not run: what is wrong with it, and the code and status for that.

    The status is for the media type of GraphQL; the older one has 200.
    """

    def __init__(self, code: ErrorCode, *errors: GraphQLError, status: int = 400) -> None:
        """Take what its sender is told."""
        super().__init__(code)
        self.code, self.errors, self.status = code, errors, status
