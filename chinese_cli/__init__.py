"""What docgen and checker share, and imports neither: click commands that speak Chinese, dates, widths, words."""
