import RuleSource
import RuleSyntax

/// The messages of the parser and of the checker, one for each mistake.
///
/// `actor is the boss` is no name of several words that lacks quotes, and `company.name` is first of all no word. What
/// the parser could not read, the checker does not judge: neither the rest of that item, nor the uses of a name that
/// stands in a broken declaration. A name that nothing declares is one mistake, however often it is used.
func oneForEachMistake(
  _ parsed: [Diagnostic], _ checked: [Diagnostic], in sources: [(file: SourceFile, tree: SyntaxTree)]
) -> [Diagnostic] {
  if checked.isEmpty { return parsed }
  if parsed.isEmpty { return oneForEachName(checked) }
  let wholes = Dictionary(grouping: checked.filter { $0.code == "E0312" }, by: \.range.fileIndex)
  let ofParser = parsed.filter { message in
    guard message.code == "E0130" else { return true }
    return wholes[message.range.fileIndex]?.contains {
      $0.range.start <= message.range.start && message.range.end <= $0.range.end
    } != true
  }
  var unread = UnreadParts(ofParser, in: sources)
  return ofParser + oneForEachName(checked.filter { !unread.explains($0) })
}

/// `messages`, those about the same unknown name as one, which points to the other places.
private func oneForEachName(_ messages: [Diagnostic]) -> [Diagnostic] {
  guard messages.count > 1 else { return messages }
  var result: [Diagnostic] = []
  var known: [UnknownName: Int] = [:]
  var places: [Int: [Diagnostic]] = [:]
  for message in Diagnostic.inOrder(messages) {
    guard let name = UnknownName(message) else {
      result.append(message)
      continue
    }
    if let first = known[name] {
      places[first, default: []].append(message)
    } else {
      known[name] = result.count
      result.append(message)
    }
  }
  for (index, others) in places { result[index] = result[index].joined(with: others) }
  return result
}

extension Diagnostic {
  /// How many other places a message points to.
  private static let mostPlaces = 5

  /// This message for `others` as well, which are about the same name.
  fileprivate func joined(with others: [Diagnostic]) -> Diagnostic {
    let more = others.prefix(Self.mostPlaces).map { Label("here as well", at: $0.range) }
    let rest = others.count - more.count
    let note = rest > 0 ? ["it stands in \(rest) more \(rest == 1 ? "place" : "places")"] : []
    return Diagnostic(
      severity, code, message, at: range, labels: labels + more, help: help, notes: notes + note,
      fix: joinedFix(with: others))
  }

  /// The fixes of all, where each has one and all are in one file.
  private func joinedFix(with others: [Diagnostic]) -> Fix? {
    guard let fix else { return nil }
    let fixes = others.compactMap(\.fix)
    let edits = fix.edits + fixes.flatMap(\.edits)
    let isOneFile = edits.allSatisfy { $0.range.fileIndex == range.fileIndex }
    let isApart = zip(edits, edits.dropFirst()).allSatisfy { $0.range.end <= $1.range.start }
    guard fixes.count == others.count, isOneFile, isApart, edits.count <= 100 else { return fix }
    let isSafe = fix.safety == .safe && fixes.allSatisfy { $0.safety == .safe }
    return Fix(isSafe ? .safe : .unsafe, edits)
  }
}

/// What an unknown name is looked for as, and the name.
struct UnknownName: Hashable {
  let kind: String
  let name: String

  /// The name that `message` says is unknown, if that is what it says.
  init?(_ message: Diagnostic) {
    switch message.code {
    case "E0203", "E0210", "E0229": kind = "property"
    case "E0201", "E0202", "E0204", "E0205", "E0206", "E0207", "E0208", "E0209", "E0211", "E0218", "E0230", "E0231",
      "E0232", "E0305", "E0333":
      kind = message.code
    default: return nil
    }
    // By bytes: to find where characters end took longer than all that made the message.
    let parts = message.message.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard parts.count >= 3 else { return nil }
    let last = parts[parts.count / 2 * 2 - 1]
    name = kind == "property" || kind == "E0305" ? Self.withoutQuotes(last) : message.message
    subjects = [Self.withoutQuotes(last), Self.lastPart(of: last)]
    if kind == "E0204" { subjects.append(Self.withoutQuotes(parts[1])) }
    if kind == "E0209" { subjects += parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) } }
    if kind == "E0218" { subjects = [Self.withoutQuotes(parts[1])] }
  }

  /// The names in whose declaration something may be wrong: for an option, its property as well.
  private(set) var subjects: [String]

  /// What stands after the last dot: `language` of `contact.language`.
  private static func lastPart(of text: Substring) -> String {
    String(text.utf8.split(separator: UInt8(ascii: ".")).last.map { Substring($0) } ?? text)
  }

  private static func withoutQuotes(_ text: Substring) -> String {
    let isQuoted = text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "\"") && text.utf8.last == UInt8(ascii: "\"")
    return String(isQuoted ? text.dropFirst().dropLast() : text)
  }
}
