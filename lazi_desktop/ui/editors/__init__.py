"""Forms for entities: the inspector, editor tabs, and the controls a field can be edited with."""
