"""Every door of the house. tests/test_doors.py says who gets through each."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianxin.desk.urls")),
    path("a/", include("lianxin.matters.urls.public")),
    path("matters/", include("lianxin.matters.urls.inside")),
    path("people/", include("lianxin.people.urls")),
    path("files/", include("lianxin.files.urls")),
    path("jobs/", include("lianxin.queue.urls")),
    path("notices/", include("lianxin.notices.urls")),
    path("journal/", include("lianxin.journal.urls")),
    path("reports/", include("lianxin.reports.urls")),
    path("ops/", include("lianxin.ops.urls")),
]

handler400 = "lianxin.kernel.http.bad_request"
handler403 = "lianxin.kernel.http.forbidden"
handler404 = "lianxin.kernel.http.not_found"
handler500 = "lianxin.kernel.http.server_error"
