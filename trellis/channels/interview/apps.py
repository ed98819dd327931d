from django.apps import AppConfig


class InterviewConfig(AppConfig):
    name = "trellis.channels.interview"
    label = "interview"
