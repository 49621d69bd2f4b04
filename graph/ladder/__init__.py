"""The ladder: a plain-text notation for facts, one a line, that a lawyer can review.

`parse` reads it, `print_world` writes it, and what is written is read back as the same world.
`LadderError` says everything that is wrong in a text; `canonical` puts a world in order, so that
two of them can be compared.

The forms of a line (D a civil day, `to` the first day outside; T a day and time at +08:00 or with
an offset; K a day or a time; amounts in yuan)::

    ACCOUNT is partner from D [to D] [ended by CAUSE]
    ACCOUNT under ACCOUNT as city|agency|resale from D [to D]
    ACCOUNT frozen|converted|closed from D [to D]
    ACCOUNT paid AMOUNT at T [with voucher AMOUNT] [for PRODUCT] [not eligible]
            [used D | used from D [to D] | used to D] [refunding PAYMENT] [as ID]
    ACCOUNT | party PARTY owes AMOUNT since D | from D to D for CAUSE [as ID]
    OBLIGATION settled AMOUNT on D by ACCOUNT | PARTY | party PARTY
    ACCOUNT | PARTY | party PARTY mismanaged | did not mismanage OBLIGATION found on D
    ACCOUNT [owned by PARTY] [named "TEXT"] [external id ID]
    party PARTY [is company|person|aliyun] [named "TEXT"]

A standing is ended by: expired, expelled, voluntary exit, mutual end, release, other. An obligation
is for: transaction, act, dispute, partner breach, penalty. Every line may go on with `known from
K`, `known until K`, `source "TEXT"`, `recorded by "TEXT"`, `version N`, and with `fact ID` where
there is no `as`; `#` begins a comment. A name has letters of any script, digits and `-_.:`; any
other name, and one that is a word of the notation, stands in quotation marks with the escapes of
JSON.

When a fact was known. Without `known from` a line is known since what it states began: the start of
its first day, or the instant of the payment; accounts and parties have always been known. In an
interval, `known from` after `from D` is about the start and after `to D` about the end: an end
learnt later than the start gives two versions, one open until then and one closed from then on.
A later version stands on a line of its own with `version N`, and the one before ends with `known
until`.

Accounts and parties are made by being named. An account is owned by the party of its line; without
such a line by the party of its own name if it is a partner anywhere in the text, else by
`cust:<uid>`. After `by` and before `mismanaged` an account's uid stands for its owner.
"""

from graph.ladder.errors import LadderError, Problem
from graph.ladder.naming import canonical
from graph.ladder.parser import parse
from graph.ladder.printer import print_world

__all__ = ["LadderError", "Problem", "canonical", "parse", "print_world"]
