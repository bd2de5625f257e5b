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
      help: "remove it, or put the name it belongs to in quotes")
  }

  static func curlyQuotes(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0103", "a text is put in straight quotes", at: range, help: "write `\"` instead")
  }

  static func sentenceEnd(_ sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0104", "nothing ends with `\(sign)` here", at: range, help: "remove it")
  }

  static func braces(_ sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0105", "`\(sign)` is not needed", at: range,
      help: "remove the braces: words such as `do` and `then` show where a part begins")
  }

  static func invisibleCharacter(_ value: UInt32, at range: SourceRange) -> Diagnostic {
    let digits = String(value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Diagnostic(
      .error, "E0106", "there is an invisible character here (U+\(padded))", at: range, help: "remove it")
  }

  static func gluedUnit(_ written: String, mended: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0107", "`\(written)` needs a blank and a whole word for the unit", at: range, help: "write `\(mended)`")
  }

  static func thousandsSeparator(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0108", "`\(written)` has a comma inside a number", at: range,
      help: "write `\(written.filter { $0 != "," })`; in a list of numbers, put a blank after each comma")
  }

  static func decimalComma(_ written: String, at range: SourceRange) -> Diagnostic {
    let mended = written.filter { $0 != "." }.map { $0 == "," ? "." : String($0) }.joined()
    return Diagnostic(
      .error, "E0109", "`\(written)` is not how a number is written here", at: range,
      help: "write `\(mended)`: a point before the decimals and no other signs")
  }

  static func singleQuotes(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0110", "a text is put in double quotes", at: range, help: "write `\"` instead of `'`")
  }

  static func unknownEscape(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0111", "`\(written)` has no meaning in a text", at: range,
      help: "after `\\` comes one of `\"`, `\\`, `n`, `t` and `{`; for the sign itself write `\\\\`")
  }

  static func commentSign(at range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "E0112", "a comment begins with `#`", at: range, help: "write `#` instead of `//`")
  }

  static func leadingZero(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0113", "the number `\(written)` begins with a zero", at: range,
      help: "remove the zero, or write `\"\(written)\"` if it is a name")
  }

  static func unquotedName(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0114", "`\(written)` is not a plain word and needs quotes", at: range, help: "write `\"\(written)\"`")
  }

  static func badDate(_ written: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0115", "`\(written)` is not how a date is written here", at: range,
      help: "write year, month and day like `2026-01-05`")
  }

  static func ticketDot(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "E0116", "a property of the ticket is written without `ticket.`", at: range,
      help: "remove `ticket.`; only `contact.` and `message.` stand before a property")
  }
}
