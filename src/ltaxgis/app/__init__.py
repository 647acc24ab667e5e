"""Where the parts are put together: nothing is built on import, there is no global."""
