"""Files in, files out: a store's facts as tables that a spreadsheet or a back office can make.

One table a kind of fact, as CSV or NDJSON. `tables` says what stands in them, `reading` makes facts
of a folder, `importing` takes them into a store, `exporting` gives a store back as such files, and
`worlds` invents worlds of any size.
"""
