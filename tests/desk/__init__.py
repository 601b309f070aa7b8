"""Tests of the review desk: folders in, what a bureau hands on out."""
