"""What came, went and changed between two editions."""
