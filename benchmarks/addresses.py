from benchmarks.anchors import urlpatterns as anchors
from trellis.project.urls import urlpatterns as trellis

urlpatterns = [*anchors, *trellis]
