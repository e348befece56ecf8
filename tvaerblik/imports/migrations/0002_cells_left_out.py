"""How many cells of a row do not come with, so that the preview can count and show those rows."""

from django.db import migrations, models


def count(apps, schema_editor):
    """Rows that were planned before it was kept."""
    rows = apps.get_model("imports", "ImportRow").objects.exclude(messages=[])
    for row in rows.only("pk", "messages").iterator():
        row.left_out = sum(message["level"] == "left_out" for message in row.messages)
        if row.left_out:
            row.save(update_fields=["left_out"])


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="left_out",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="cells left out"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
