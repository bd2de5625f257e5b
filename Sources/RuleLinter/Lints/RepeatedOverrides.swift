import RuleChecker
import RuleSource
import RuleSyntax

let repeatedOverrides = Lint(codes: ["W0512"]) { subject in
  subject.indices { !$0.overrides.isEmpty }.flatMap { index -> [Diagnostic] in
    guard let names = subject.written(index)?.overrides, names.count > 1 else { return [] }
    var first: [String: SourceRange] = [:]
    var found: [Diagnostic] = []
    for (place, name) in names.enumerated() {
      guard let earlier = first[name.text] else {
        first[name.text] = name.range
        continue
      }
      // From the end of the name before it, so that its comma goes, too.
      let gone = SourceRange(file: Int(name.range.fileIndex), start: names[place - 1].range.end, end: name.range.end)
      found.append(
        Diagnostic(
          .warning, "W0512", "`overrides` names rule `\(name.text)` twice", at: name.range,
          labels: [Diagnostic.Label("named here", at: earlier)], help: "remove one of them",
          fix: subject.hasComment(in: gone) ? nil : .remove(gone)))
    }
    return found
  }
}
