"""The only writer: staged docs, downloads, the site engine, the published site."""
