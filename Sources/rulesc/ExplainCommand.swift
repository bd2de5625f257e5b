internal import RuleCatalogue
internal import RuleSource

extension Command {
  /// `rulesc explain`
  static let explain = Command(
    name: "explain", summary: "what a message's code means, with an example",
    help: """
      rulesc explain: what the code of a message means, why it matters, an example that gives it and the mended one

      usage: rulesc explain CODE...
             rulesc explain --list

      A code is written as in the message, in large or small letters; the name of its page does as well.

      options:
        --list   every code with its name and one sentence

      exit status: 0 explained, 2 there is no such code

      examples: rulesc explain E0204
                rulesc explain unknown-stage

      """,
    flags: ["--list"], options: []
  ) { arguments throws(CommandProblem) in
    if arguments.has("--list") {
      guard arguments.paths.isEmpty else { throw CommandProblem("`--list` lists all codes: name none") }
      Output.standard.write(CodeIndex.text)
      return .clean
    }
    guard !arguments.paths.isEmpty else {
      throw CommandProblem(
        "it is not said which code to explain", help: "write one as in the message, such as `rulesc explain E0204`")
    }
    // All are looked up first: a page says nothing about the code that is missing.
    var pages: [Page] = []
    for code in arguments.paths {
      guard let page = Catalogue.page(for: code) else {
        throw CommandProblem("there is no code `\(code)`", help: CodeIndex.suggestion(for: code))
      }
      pages.append(page)
    }
    Output.standard.write(pages.map { $0.text() }.joined(separator: "\n"))
    return .clean
  }
}

/// The codes as `rulesc explain --list` shows them.
private enum CodeIndex {
  /// `E0204  unknown-option  …`, a code a line.
  static var text: String {
    let width = Catalogue.pages.map(\.name.count).max() ?? 0
    return Catalogue.pages.map { page in
      let gap = String(repeating: " ", count: width - page.name.count + 2)
      return "\(page.code)  \(page.name)\(gap)\(page.summary)\n"
    }.joined()
  }

  static func suggestion(for code: String) -> String {
    // Codes that differ by a digit have nothing in common; those that differ by the letter may be the same slip.
    let digits = code.drop { !$0.isNumber }
    let page =
      digits.isEmpty
      ? spellingSuggestion(for: code, among: Catalogue.pages.map(\.name)).flatMap(Catalogue.page)
      : Catalogue.pages.first { $0.code.dropFirst() == digits }
    guard let page else { return "`rulesc explain --list` lists them all" }
    return "did you mean `\(page.code)` (\(page.name))?"
  }
}
