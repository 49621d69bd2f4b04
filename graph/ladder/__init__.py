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

And of papers, where PARTY is an ACCOUNT, of which the owner is meant, or `party PARTY`::

    PARTY signed FA|CA|MR|IP|termination [on D] [sealed D] [in force from D] [term to D]
          [renewal agreed D] [ended [D] [by "TEXT"]] [edition "TEXT"] [total AMOUNT]
          [replacing AGREEMENT] [as ID]
    ACCOUNT lets ACCOUNT manage|transfer|pay|refund|change data from D [to D]
    PARTY violated CLAUSE as class 1|2 [acted D] [reported [D] [by PARTY]] [noticed D] [replied D]
          [established [D] | dismissed [D] | decided D] [counted D] [causing OBLIGATION]
          [in words "TEXT"] [evidence "TEXT"] [as ID]
    PARTY deposited | topped up | got back AMOUNT on D [under AGREEMENT] [as ID]
    PARTY lost AMOUNT of deposit|prepayment|fees on D [for FACT] [noticed D] [under AGREEMENT]
          [as ID]
    PARTY was notified of NOTICE on D [from PARTY] [sent D] [stating D] [about FACT] [amount AMOUNT]
          [as ID]
    PARTY gave notice of NOTICE on D [sent D] [stating D] [about FACT] [amount AMOUNT] [as ID]
    ACCOUNT asked for entry|detachment|move|exit|conversion on D [under ACCOUNT | to ACCOUNT]
            [by PARTY] [on ground GROUND] [linked as agency|resale] [approved D]
            [framework signed D] [city agreement D] [authorised D] [no dispute D] [confirmed D]
            [customers settled D]
            [termination agreed D] [notice received D] [answered D] [withdrawn D]
            [granted [D] | refused [D] | decided D] [effective D] [keeping city partners]
            [keeping links] [due D] [executed D] [closed [D] [by "TEXT"]] [as ID]
    ACCOUNT must DUTY since D under CLAUSE [due D] [for ACCOUNT [and ACCOUNT]...] [about FACT]
            [done D] [as ID]
    ACCOUNT reached NUMBER of NUMBER new customers in YYYY-QN [as ID]
    ACCOUNT fee of YYYY-MM notified|invoiced|invoice rejected|paid|disputed|forfeited on D
            [amount AMOUNT] [as ID]
    NAME has note "TEXT" [as ID]

A standing is ended by: expired, expelled, voluntary exit, mutual end, release, other. An obligation
is for: transaction, act, dispute, partner breach, penalty. A notice is of: end of agreement,
breach, termination, standing end, top up, violation, customer request, rule change, force majeure,
policy change, fee, assignment. A clause is a label and a number (MR 6.2.7.3), or any text in
quotation marks; a ground is one of a detachment (CUSTOMER_REQUEST). Every line may go on with
`known from K`, `known until K`, `source "TEXT"`, `recorded by "TEXT"`, `version N`, and with `fact
ID` where there is no `as`; `#` begins a comment. A name has letters of any script, digits and
`-_.:`; any other name, and one that is a word of the notation, stands in quotation marks with the
escapes of JSON.

When a fact was known. Without `known from` a line is known since what it states began: the start of
its first day, or the instant of the payment; a paper since the day of its first step, an assessment
since the end of its quarter; accounts, parties and notes have always been known. In an interval,
`known from` after `from D` is about the start and after `to D` about the end: an end learnt later
than the start gives two versions, one open until then and one closed from then on. A later version
stands on a line of its own with `version N`, and the one before ends with `known until`.

Accounts and parties are made by being named. An account is owned by the party of its line; without
such a line by the party of its own name if it is a partner anywhere in the text, else by
`cust:<uid>`. Where a party is meant, an account's uid stands for its owner.
"""

from graph.ladder.errors import LadderError, Problem
from graph.ladder.naming import canonical
from graph.ladder.parser import parse
from graph.ladder.printer import print_world

__all__ = ["LadderError", "Problem", "canonical", "parse", "print_world"]
