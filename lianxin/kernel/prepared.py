"""Statements composed once, for the few deeds that many people may do in the same minute.

Django composes the SQL of a query anew each time, which takes several times longer than the
database needs to carry it out. What these two do is what `filter` and `create` do. PostgreSQL
keeps the plans of such statements too: it gets the values beside the SQL, not inside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=Model)


class Question(Generic[M]):
    """ROWS is a query with a keyword for each value that changes: `Question(of, pk=0)(pk=7)`.

    The values are numbers or texts; those given here only hold the places, each a different one.
    """

    def __init__(self, rows: Callable[..., QuerySet[M]], **marks: Any) -> None:
        self.rows, self.marks = rows, marks

    @cached_property
    def _composed(self) -> tuple[str, list[str | None], list[Any], Any]:
        """The SQL; for each of its places the keyword, or none and the value it always has."""
        query = self.rows(**self.marks).query
        compiler = query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        names = {mark: name for name, mark in self.marks.items()}
        places = [names.get(value) for value in values]
        assert sorted(filter(None, places)) == sorted(self.marks), "a value was not found again"
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, places, list(values), converters

    def __call__(self, **values: Any) -> list[M]:
        sql, places, fixed, converters = self._composed
        given = [values[p] if p else one for p, one in zip(places, fixed, strict=True)]
        with binding_cursor(connections[DEFAULT_DB_ALIAS]) as cursor:
            cursor.execute(sql, given)
            found = [list(row) for row in cursor.fetchall()]
        for place, (converts, column) in converters.items():
            for row in found:
                for convert in converts:
                    row[place] = convert(row[place], column, connection)
        model = self._model
        return [model.from_db(connection.alias, self._fields, row) for row in found]

    @cached_property
    def _model(self) -> type[M]:
        return self.rows(**self.marks).model

    @cached_property
    def _fields(self) -> list[str]:
        return [field.attname for field in self._model._meta.concrete_fields]


def enter(row: Model) -> bool:
    """Insert ROW, which brings its own key; False if a unique value of it is there already.

    PostgreSQL then refuses nothing: a refused insert stands in its log, with the minute.
    """
    sql, fields = _insertion(type(row))
    to = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), to) for field in fields]
    with binding_cursor(to) as cursor:
        cursor.execute(sql, values)
        done: bool = cursor.rowcount == 1
    row._state.adding, row._state.db = not done, to.alias
    return done


def binding_cursor(to: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor of Django's; on PostgreSQL one that sends the values apart from the statement."""
    cursor = to.cursor()
    if to.vendor == "postgresql":
        import psycopg  # noqa: PLC0415 - only where it is the driver

        cursor.cursor = psycopg.Cursor(to.connection)
    return cursor


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    fields = list(model._meta.concrete_fields)
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE)
    query.insert_values(fields, [model()])
    ((sql, _values),) = query.get_compiler(connection=connection).as_sql()
    return sql, fields
