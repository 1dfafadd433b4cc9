"""What stands between Dash and the pages: shell, controls, panels, addresses, headers."""
