from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0003_withholdings"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="began",
            field=models.PositiveIntegerField(default=None, null=True, verbose_name="written from"),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("began", None), ("began__lt", models.F("number")), _connector="OR"
                ),
                name="revision_began_before",
            ),
        ),
    ]
