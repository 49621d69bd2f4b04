"""What is told of a running gateway: health, logs, figures."""
