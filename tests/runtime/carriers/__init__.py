"""Tests of runtime.carriers."""
