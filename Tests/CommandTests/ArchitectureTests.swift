import Foundation
import Testing

@Suite("The parts are as Sources/ARCHITECTURE.md says")
struct ArchitectureTests {
  /// The modules that each row of the import table names, by the module of its first cell.
  private static func table() throws -> [String: Set<String>] {
    let page = try text("Sources/ARCHITECTURE.md")
    let section = page.components(separatedBy: "## Who may import whom").last ?? ""
    var imports: [String: Set<String>] = [:]
    for line in section.split(separator: "\n").prefix(while: { !$0.hasPrefix("## ") }) where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map(names)
      guard let module = cells.first?.first else { continue }
      imports[module] = Set(cells.dropFirst().joined())
    }
    return imports
  }

  private static func names(in cell: Substring) -> [String] {
    cell.split(separator: "`").map(String.init).filter { $0.allSatisfy { $0.isLetter || $0 == "-" } }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Rulesc.root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("The import table equals the dependencies in Package.swift")
  func package() throws {
    let manifest = try Self.text("Package.swift")
    var declared: [String: Set<String>] = [:]
    for target in try Self.table().keys {
      guard let start = manifest.range(of: "name: \"\(target)\"", options: .backwards)?.upperBound,
        let end = manifest[start...].range(of: "swiftSettings")?.lowerBound
      else {
        Issue.record("Package.swift has no target \(target)")
        continue
      }
      let quoted = manifest[start..<end].split(separator: "\"", omittingEmptySubsequences: false)
      declared[target] = Set(quoted.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) })
    }
    #expect(try Self.table() == declared)
  }

  @Test("No source file imports a module that its row does not name")
  func imports() throws {
    let table = try Self.table()
    var wrong: [String] = []
    for (module, allowed) in table {
      let folder = Rulesc.root.appendingPathComponent("Sources/\(module)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
          guard line.hasPrefix("import ") || line.contains(" import "), !line.hasPrefix("//"),
            let imported = line.split(separator: " ").last.map(String.init), table[imported] != nil
          else { continue }
          if !allowed.contains(imported) { wrong.append("\(file.lastPathComponent): \(imported)") }
        }
      }
    }
    #expect(wrong.sorted() == [])
    #expect(table["RuleEngine"] == [])
  }
}
