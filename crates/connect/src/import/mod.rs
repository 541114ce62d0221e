//! Files of complaints and orders: bytes to rows, or to errors a clerk can act on.
