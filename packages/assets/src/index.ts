// Everything that can be traded, what it is called everywhere, and when its market is open.

// instruments

// registry

// symbology

// calendars
