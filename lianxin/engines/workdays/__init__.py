"""The working calendar, the clocks that run on it, and how late something is.

Modules: ``calendar`` (which days and hours are worked), ``clocks`` (when a period ends),
``ladder`` (in time, due soon, overdue; quiet hours).
"""
