import RuleSource
import RuleSyntax

//  In a file with rules, declarations are written for them: what no rule uses is left over, or the sign of a slip. A
//  definition is always written for rules. A file without rules is the portal's own vocabulary, often imported: that not
//  all of it is used is no mistake, so it is one hint a file, however much it is.

let unusedDeclarations = Lint(codes: ["W0501", "H0502"]) { subject in
  subject.unusedNames().flatMap { file -> [Diagnostic] in
    let ownNames = file.names.filter { !file.isVocabulary || $0.kind == "definition" }
    let portalNames = file.isVocabulary ? file.names.filter { $0.kind != "definition" } : []
    return ownNames.map { .unused($0, isRemovable: !subject.hasComment(in: $0.range)) }
      + (portalNames.first.map { [.unused(portalNames, first: $0)] } ?? [])
  }
}

extension Diagnostic {
  fileprivate static func unused(_ unused: UnusedName, isRemovable: Bool) -> Diagnostic {
    Diagnostic(
      .warning, "W0501", "no rule uses \(unused.kind) `\(unused.name.text)`", at: unused.name.range,
      help: unused.kind == "definition"
        ? "use it in a condition, or remove it" : "remove it, or move the portal's vocabulary into a file of its own",
      fix: isRemovable ? .remove(unused.range, .unsafe) : nil)
  }

  fileprivate static func unused(_ names: [UnusedName], first: UnusedName) -> Diagnostic {
    let listed = names.prefix(5).map { "\($0.kind) `\($0.name.text)`" }.joined(separator: ", ")
    return Diagnostic(
      .hint, "H0502", "no rule uses \(listed)\(names.count > 5 ? " and \(names.count - 5) more" : "")",
      at: first.name.range,
      help: "nothing need be done where this file is the portal's vocabulary; else remove what is left over")
  }
}
