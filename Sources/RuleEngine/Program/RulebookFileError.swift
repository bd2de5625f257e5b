/// Why bytes were refused as a compiled rulebook.
public enum RulebookFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes do not begin as compiled rulebooks do.
  case notARulebook
  /// It was written in a later version of the format than this engine reads.
  case newerVersion(found: Int, supported: Int)
  /// It was written in an earlier version of the format, which this engine does not read any more.
  case olderVersion(found: Int, supported: Int)
  /// Bytes are missing at the end: so many were announced, so many are there.
  case truncated(expected: UInt64, found: Int)
  /// The bytes are not those that were written: the checksum differs.
  case damaged
  /// The checksum holds, but the contents contradict the format.
  case malformed(String)

  /// One sentence for a person, with a way out.
  public var description: String {
    switch self {
    case .notARulebook:
      "this is not a compiled rulebook: write one with `rulesc compile`"
    case .newerVersion(let found, let supported):
      "this rulebook has format version \(found) and this engine reads up to version \(supported): compile it again "
        + "with a `rulesc` of this version"
    case .olderVersion(let found, let supported):
      "this rulebook has format version \(found) and this engine reads version \(supported): compile it again"
    case .truncated(let expected, let found):
      "this rulebook is cut short: it should have \(expected) bytes and has \(found), so copy or compile it again"
    case .damaged:
      "this rulebook is damaged: its checksum does not fit its contents, so copy or compile it again"
    case .malformed(let what):
      "this rulebook contradicts its format: \(what)"
    }
  }
}
