"""What GOV.UK publishes: asked for politely, fetched whole, on a schedule."""
