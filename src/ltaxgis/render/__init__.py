"""QtGui painting without widgets: the same code paints screen and paper."""
