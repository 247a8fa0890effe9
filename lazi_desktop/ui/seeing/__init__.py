"""The pricebook as one person sees it: by the team's settings, and without costs where they are hidden from them."""
