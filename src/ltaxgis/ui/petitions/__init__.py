"""The petitions desk: its look and the intake at the counter."""
