"""What Lighthouse says of the sample boards on a phone: `make lighthouse`. Needs node and npm, so it is no part of `make test`."""
