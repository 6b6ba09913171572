"""What is under contract: services in scope, and the gateways by which they come in."""
