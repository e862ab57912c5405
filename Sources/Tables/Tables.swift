/// Placeholder of the floor plan.
