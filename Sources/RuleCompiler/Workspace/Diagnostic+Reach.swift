internal import RuleLinter
internal import RuleSource

//  What a message depends on besides the rules of one pipeline and the declarations.

extension Diagnostic {
  /// About the text alone: a mistake of this kind may hide others behind it.
  var isOfSyntax: Bool { code.hasPrefix("E01") || code.hasPrefix("E06") }

  /// Looked for only where there are no errors.
  var isOfMeaning: Bool { codesOfMeaning.contains(code) }

  /// Depends on the titles of all rules, and on nothing else that an edit under the same title changes.
  var isAboutTitles: Bool { code == "W0510" || code == "H0501" }

  /// Names a line by its number in the text of the message.
  var namesLine: Bool { message.namesLine || labels.contains { $0.text.namesLine } }

  /// May come out differently where rules of other pipelines are left out: names of rules are looked for everywhere, and
  /// some mistakes are reported once, however often they are made.
  var dependsOnAll: Bool {
    code == "E0209" || code == "E0308" || namesLine || notes.contains { $0.hasPrefix("it stands in ") }
  }
}

extension String {
  private static let lineName = Array("nameless rule in line".utf8)

  // By bytes: a search by characters took an eighth of checking again after an edit.
  fileprivate var namesLine: Bool {
    let (bytes, name) = (utf8.span, Self.lineName.span)
    var start = 0
    while start + name.count <= bytes.count {
      var length = 0
      while length < name.count, bytes[start + length] == name[length] { length += 1 }
      if length == name.count { return true }
      start += 1
    }
    return false
  }
}
