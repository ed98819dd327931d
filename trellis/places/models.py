"""Addresses and areas as they are published: they belong to no organisation, and say nothing about who lives there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Area(models.Model):
    """A ward, a parish, a district: something that addresses lie in and that rules can name."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)

    objects = models.Manager()

    def __str__(self) -> str:
        return self.title


class Address(models.Model):
    """One address in the United Kingdom, by its Unique Property Reference Number."""

    uprn = models.CharField(max_length=12, primary_key=True)
    lines = models.JSONField()
    """The address as it is written on an envelope, without its postcode."""
    postcode = models.CharField(max_length=8)
    """In capitals, with its space."""
    sought = models.CharField(max_length=7, db_index=True)
    """The postcode as it is looked for: in capitals, without its space."""
    order = models.PositiveIntegerField(default=0)
    """Its place in the list of a postcode: flat 2 comes before flat 10."""
    areas = models.JSONField(default=list)
    """The keys of the areas it lies in."""
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    objects = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_address_has_both_coordinates_or_neither",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.uprn
