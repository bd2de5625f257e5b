package import RuleEngine

/// Why a zone could not be read.
package enum ZoneProblem: Error, Sendable, Hashable {
  /// The folder of the time zone database is not there.
  case missingDatabase(folder: String)
  /// The database has no zone of that name.
  case unknownZone(String)
  /// The zone's file is there and cannot be used.
  case unreadable(String, reason: String)

  /// One sentence about it.
  package var message: String {
    switch self {
    case .missingDatabase(let folder): "there is no time zone database in `\(folder)`"
    case .unknownZone(let name): "there is no time zone `\(name)`"
    case .unreadable(let name, let reason): "the time zone `\(name)` cannot be read: \(reason)"
    }
  }
}

/// Finds zones in the system's time zone database.
package struct ZoneReader: Sendable {
  /// Where Linux and macOS keep the database.
  package static let systemFolder = "/usr/share/zoneinfo"

  private let folder: String

  /// A reader of the database in `folder`.
  package init(folder: String = ZoneReader.systemFolder) { self.folder = folder }

  /// The zone of an IANA name such as `Europe/Berlin`.
  ///
  /// Throws: a `ZoneProblem`; a name that is no plain relative path is an unknown zone.
  package func zone(named name: String) throws(ZoneProblem) -> ZoneTable {
    guard Self.isPlain(name) else { throw .unknownZone(name) }
    let path = folder + "/" + name
    guard let bytes = try? FileReader.bytes(at: path) else {
      guard Entry(folder)?.kind == .folder else {
        if name == "UTC" { return .utc }
        throw .missingDatabase(folder: folder)
      }
      guard Entry(path)?.kind == .file else { throw .unknownZone(name) }
      throw .unreadable(name, reason: "the file cannot be opened")
    }
    // The folder holds a few files that are no zones, such as `tzdata.zi`.
    guard bytes.starts(with: "TZif".utf8) else { throw .unknownZone(name) }
    return try ZoneTable(name: name, tzif: bytes)
  }

  /// The names of all zones, in order. Other things in the database begin with a small letter.
  package func names() -> [String] {
    func names(below prefix: String) -> [String] {
      (FolderReader.names(in: folder + "/" + prefix) ?? []).filter { $0.first?.isUppercase == true }.flatMap { name in
        let name = prefix + name
        return Entry(folder + "/" + name)?.kind == .folder ? names(below: name + "/") : [name]
      }
    }
    return names(below: "")
  }

  private static func isPlain(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && !part.starts(with: ".".utf8)
        && part.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"):
            true
          default: false
          }
        }
    }
  }
}
