"""The doors of matters: hot issues and the issue of the month."""

from django.urls import path

from lianxin.matters.views import hot, monthly

urlpatterns = [
    path("hot/", hot.board, name="hot"),
    path("hot/difficult/", hot.difficult, name="hot-difficult"),
    path("hot/months/", monthly.months, name="hot-months"),
    path("hot/weights/", hot.set_weights, name="hot-weights"),
    path("hot/regroup/", hot.regroup, name="hot-regroup"),
    path("hot/<int:pk>/", hot.detail, name="hot-issue"),
    path("hot/<int:pk>/rename/", hot.rename, name="hot-rename"),
    path("hot/<int:pk>/split/", hot.split, name="hot-split"),
    path("hot/<int:pk>/remove/", hot.remove, name="hot-remove"),
    path("hot/<int:pk>/join/", hot.join, name="hot-join"),
    path("hot/<int:pk>/add/", hot.add, name="hot-add"),
    path("hot/<int:pk>/take-up/", hot.take_up, name="hot-take-up"),
    path("hot/<int:pk>/monthly/", monthly.take_as_monthly, name="hot-monthly"),
    path("hot/<int:pk>/plan/", monthly.change_plan, name="hot-plan"),
    path("hot/<int:pk>/result/", monthly.record_result, name="hot-result"),
    path("hot/<int:pk>/settle/", monthly.settle, name="hot-settle"),
    path("hot/<int:pk>/put-back/", monthly.put_back, name="hot-put-back"),
    path("hot/<int:pk>/publish/", monthly.publish, name="hot-publish"),
    path("hot/<int:pk>/withdraw/", monthly.withdraw, name="hot-withdraw"),
]
