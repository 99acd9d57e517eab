"""Two versions side by side in one picture, and two copies joined, conflict by conflict."""
