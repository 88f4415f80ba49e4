from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "lianxin.queue"
    label = "queue"
