"""Payments taken in as they stream by: some thousands in memory, each a commit of its own.

`supply` gives the bytes, `lines` the text, `stood` the rows as they stand, `chunks` the facts some
thousands at a time, read `ahead`. `weighing` says what becomes of them beside the store, `turns`
readies the next before its turn, `committing` writes it, at a `pace` that the store can keep, and
`running` does it all.
"""
