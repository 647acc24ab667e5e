"""The printing desk: what, at which scale, on which paper; a preview of the same pages; PDF, PNG and printer."""
