"""The app in a browser: a server on top of textual-serve, with one process and one folder a visitor.

- :mod:`ipog.web.address`: what the server is called, and who may ask
- :mod:`ipog.web.visitors`: one-time links, visitors, their folders
- :mod:`ipog.web.server`, :mod:`ipog.web.service`: pages, and the processes behind them
- :mod:`ipog.web.visitor`: what runs in such a process, held in by :mod:`ipog.web.sandbox` and
  :mod:`ipog.web.guard`
"""
