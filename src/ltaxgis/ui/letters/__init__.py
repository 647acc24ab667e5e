"""The desk of correspondence (สารบรรณ)."""
