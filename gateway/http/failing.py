"""What could not be answered, as the log has it: a line for trouble, a trace for a defect."""

import structlog

from gateway.http.errors import Rejected, failure, passing


def failed(error: Exception, request_id: str) -> Rejected:
    """What a client is told; the log is told the cause, with a trace where nobody foresaw it."""
    rejected, log = failure(error, request_id), structlog.get_logger()
    if passing(error) is None:
        log.error("failed", request_id=request_id, code=rejected.code, exc_info=error)
    else:
        log.warning("failed", request_id=request_id, code=rejected.code, cause=str(error))
    return rejected
