import RuleSource

/// Every message about characters: E0100 to E0119.
extension Diagnostic {
  static func notUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0100", "these bytes are not UTF-8 text", at: range, help: "save the file with the encoding UTF-8")
  }

  static func unterminatedString(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0101", "a quote is missing on this line", at: range,
      help: "a text begins and ends with `\"` on one line; a line break inside is written `\\n`")
  }

  static func unknownCharacter(_ character: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0102", "`\(character)` has no meaning here", at: range,
      help: "remove it, or put the name it belongs to in quotes", fix: .remove(range, .unsafe))
  }

  static func curlyQuotes(at range: SourceRange, fix: Fix?) -> Diagnostic {
    Diagnostic(
      .error, "E0103", "a text is put in straight quotes", at: range,
      help: "write `\"` instead", fix: fix)
  }

  static func sentenceEnd(_ sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0104", "nothing ends with `\(sign)` here", at: range, help: "remove it", fix: .remove(range))
  }

  static func braces(_ sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0105", "`\(sign)` is not needed", at: range,
      help: sign == "[" || sign == "]"
        ? "remove the brackets: commas alone separate values"
        : "remove the braces: words such as `do` and `then` show where a part begins",
      fix: .remove(range))
  }

  static func invisibleCharacter(_ value: UInt32, at range: SourceRange) -> Diagnostic {
    let digits = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Diagnostic(
      .error, "E0106", "there is an invisible character here (U+\(padded))", at: range, help: "remove it",
      fix: .remove(range))
  }

  static func gluedUnit(_ written: String, mended: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0107", "`\(written)` needs a blank and a whole word for the unit", at: range,
      help: "write `\(mended)`", fix: .replace(range, with: mended))
  }

  static func thousandsSeparator(_ written: String, at range: SourceRange) -> Diagnostic {
    let mended = written.filter { $0 != "," }
    return Diagnostic(
      .error, "E0108", "`\(written)` has a comma inside a number", at: range,
      help: "write `\(mended)`; in a list of numbers, put a blank after each comma", fix: .replace(range, with: mended))
  }

  static func decimalComma(_ written: String, at range: SourceRange) -> Diagnostic {
    let mended = written.filter { $0 != "." }.map { $0 == "," ? "." : String($0) }.joined()
    return Diagnostic(
      .error, "E0109", "`\(written)` is not how a number is written here", at: range,
      help: "write `\(mended)`: a point before the decimals and no other signs", fix: .replace(range, with: mended))
  }

  static func singleQuotes(at range: SourceRange, fix: Fix?) -> Diagnostic {
    Diagnostic(
      .error, "E0110", "a text is put in double quotes", at: range, help: "write `\"` instead of `'`", fix: fix)
  }

  static func unknownEscape(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0111", "`\(written)` has no meaning in a text", at: range,
      help: "after `\\` comes one of `\"`, `\\`, `n`, `t` and `{`; for the sign itself write `\\\\`",
      fix: .replace(range, with: "\\" + written, .unsafe))
  }

  static func commentSign(_ sign: String, at range: SourceRange, fix: Fix?) -> Diagnostic {
    Diagnostic(
      .error, "E0112", "a comment begins with `#`", at: range, help: "write `#` instead of `\(sign)`", fix: fix)
  }

  static func leadingZero(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0113", "the number `\(written)` begins with a zero", at: range,
      help: "remove the zero, or write `\"\(written)\"` if it is a name",
      fix: .replace(range, with: "\"\(written)\"", .unsafe))
  }

  static func unquotedName(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0114", "`\(written)` is not a plain word and needs quotes", at: range,
      help: "write `\"\(written)\"`", fix: .replace(range, with: "\"\(written)\""))
  }

  static func badDate(_ written: String, meant: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0115", "`\(written)` is not how a date is written here", at: range,
      help: meant.map { "write `\($0)`: year, month and day" } ?? "write year, month and day like `2026-01-05`",
      fix: meant.map { .replace(range, with: $0) })
  }

  static func ticketDot(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0116", "a property of the ticket is written without `ticket.`", at: range,
      help:
        "remove `ticket.`; only `contact.`, `company.`, `owner.`, `message.` and `conversation.` stand before a property",
      fix: .remove(range))
  }

  /// `&&` and its relatives, which the lexer already knows to be words.
  static func signForKnownWord(_ sign: String, meant: String, at range: SourceRange, fix: Fix) -> Diagnostic {
    Diagnostic.signForWord(sign, meant: meant, at: range).mended(by: fix)
  }

  static func mention(_ written: String, name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0600", "`\(written)` is written without `@`", at: range,
      help: "write a person as `\"\(name)\"`, with the e-mail address if there is one, and a team as `team \(name)`",
      fix: .replace(range, with: "\"\(name)\"", .unsafe))
  }

  static func dottedEvent(_ written: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0601", "`\(written)` is written as words here", at: range, help: "write `\(meant)`",
      fix: .replace(range, with: meant))
  }
}
