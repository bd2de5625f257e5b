/// Bytes that somebody else keeps. `Span` alone is a span of time in this module.
typealias ByteSpan = Swift.Span<UInt8>
