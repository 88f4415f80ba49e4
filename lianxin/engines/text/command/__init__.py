"""The engine on any spreadsheet, from a command line: ``lianxin text mask in.xlsx out.xlsx``.

Nothing here needs a site, a database or a network. Messages are for an officer, in Chinese.
"""
