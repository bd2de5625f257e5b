import Foundation
import RuleSource
import RuleSyntax
import Testing

@Suite("Trees of good files")
struct TreeTests {
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil

  @Test("A good file gives exactly the expected tree", arguments: ["good-design", "good-everything"])
  func tree(name: String) throws {
    let file = try Fixture.source(name)
    let actual = parse(file, index: 0).tree.items.map { described($0) + "\n" }.joined()
    let url = Fixture.folder.appending(path: "\(name).tree")
    if Self.isUpdating { try Data(actual.utf8).write(to: url) }
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(actual == expected)
  }

  /// An item with the names of types and all ranges left out.
  private func described(_ item: ItemSyntax) -> String {
    var text = written(item)
    let shortenings: [(String, String)] = [
      (#",? ?(head)?[rR]ange: RuleSource\.SourceRange\([^)]*\)"#, ""),
      (#",? ?RuleSource\.SourceRange\([^)]*\)"#, ""),
      (#"(RuleSyntax|Swift)\."#, ""),
      (#"NameSyntax\(text: ("(?:[^"\\]|\\.)*"), isQuoted: true\)"#, "$1"),
      (#"NameSyntax\(text: "((?:[^"\\]|\\.)*)", isQuoted: false\)"#, "`$1`"),
      (#"OperandSyntax\(name: ([^)]*), entity: OperandSyntax\.Entity\.(\w+)\)"#, "$2.$1"),
      (#"ValueSyntax\(kind: ValueSyntax\.Kind\.(\w+\([^)]*\))\)"#, "$1"),
      (#"\w+Syntax\.(\w)"#, "$1"),
      (#"Optional\(((?:[^()]|\([^()]*\))*)\)"#, "$1"),
      (#"\(\)"#, ""),
    ]
    for (pattern, replacement) in shortenings {
      text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
    }
    return text
  }

  /// An item as Swift prints structs: rules and timers are classes, of which it prints no parts.
  private func written(_ item: ItemSyntax) -> String {
    guard case .rule(let rule) = item else { return "\(item)" }
    return "rule(RuleSyntax.RuleDeclarationSyntax(\(parts(of: rule))))"
  }

  private func parts(of node: Any) -> String {
    Mirror(reflecting: node).children.map { label, value in
      let text = (value as? TimerSyntax).map { "Optional(RuleSyntax.TimerSyntax(\(parts(of: $0))))" }
      return "\(label ?? ""): \(text ?? String(reflecting: value))"
    }
    .joined(separator: ", ")
  }
}
