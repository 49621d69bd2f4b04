"""What is computed about an account at its moment: attribution, liability, obligations."""

import strawberry

from resolvers.account_row import AccountRow


@strawberry.type
class AccountComputed(AccountRow):
    """Fields of `Account` that rest on a rule."""
