// Asset catalogue: what a desk may trade, how much of it, and when it may trade more. Carries yaml.
export {}
