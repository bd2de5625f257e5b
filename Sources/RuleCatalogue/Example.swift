extension Page {
  /// Rule text that gives a page's code, or no longer gives it.
  package enum Example: Sendable, Hashable {
    /// Goes with `Catalogue.vocabulary`, which is then the first file.
    case rules(String)
    /// A whole rulebook: declares its own vocabulary.
    case whole(String)
    /// What text cannot hold, such as bytes that are not UTF-8; goes with `Catalogue.vocabulary`.
    case bytes([UInt8])
    /// Goes with `Catalogue.vocabulary`, on a machine whose time zone database is not as it should be.
    case machine(ZoneDatabase, String)
    /// No rule text gives the code, or mends it: says what does, in a whole sentence.
    case none(String)

    /// What a machine knows about time zones.
    package enum ZoneDatabase: Sendable, Hashable { case intact, missing, unreadable }

    /// The file's bytes; nil where there is none.
    package var bytes: [UInt8]? {
      switch self {
      case .rules(let text), .whole(let text), .machine(_, let text): [UInt8](text.utf8)
      case .bytes(let bytes): bytes
      case .none: nil
      }
    }

    /// The example declares its own vocabulary; the others go with `Catalogue.vocabulary`.
    package var standsAlone: Bool {
      if case .whole = self { true } else { false }
    }

    /// What the machine that checks the example knows about time zones.
    package var zones: ZoneDatabase {
      if case .machine(let zones, _) = self { zones } else { .intact }
    }

    /// The lines to show, without the last line end; bytes that are not UTF-8 as `�`.
    var lines: [Substring] {
      let text = String(decoding: bytes ?? [], as: UTF8.self)
      var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      while let last = lines.last, last.isEmpty { lines.removeLast() }
      return lines
    }

    /// Why there is no text; nil where there is.
    var absence: String? {
      switch self {
      case .none(let reason): reason
      case .rules, .whole, .bytes, .machine: nil
      }
    }
  }
}
