"""The hands: each fact is fetched once a request and kept between requests until it changes."""
