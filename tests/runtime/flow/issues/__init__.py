"""Tests of runtime.flow.issues."""
