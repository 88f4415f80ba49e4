"""The indexes of search, and what stands in the tables already. No model is changed."""

from django.db import migrations


def create(apps, schema_editor):
    from itertools import islice

    from lianxin.engines.text.search import document
    from lianxin.matters.searching import ALL

    for searched in ALL:
        searched.index.create(schema_editor.connection)
        rows = apps.get_model("matters", searched.name)._base_manager.only(*searched.fields)
        rest = rows.exclude(**dict.fromkeys(searched.fields, "")).order_by("pk").iterator()
        while piece := list(islice(rest, 2_000)):
            searched.index.add(
                (row.pk, document(*(getattr(row, field) for field in searched.fields)))
                for row in piece
            )


def drop(apps, schema_editor):
    from lianxin.matters.searching import ALL

    for searched in ALL:
        searched.index.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
