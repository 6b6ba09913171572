"""Services in scope and the gateways they pass."""
