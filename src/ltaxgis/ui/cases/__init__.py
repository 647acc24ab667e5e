"""What all desks of cases share: work lists, the table, the case's page."""
