"""Tests of runtime.flow."""
