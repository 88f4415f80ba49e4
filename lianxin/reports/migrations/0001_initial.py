import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('queue', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ledger', models.CharField(max_length=40, verbose_name='台账')),
                ('filters', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='条件')),
                ('rows', models.PositiveIntegerField(verbose_name='行数')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='导出时间')),
                ('sha256', models.CharField(max_length=64, verbose_name='校验值')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导出人')),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='queue.job', verbose_name='后台任务')),
            ],
            options={
                'verbose_name': '台账导出',
                'ordering': ['-at', '-pk'],
            },
        ),
    ]
