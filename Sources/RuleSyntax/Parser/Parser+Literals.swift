import RuleSource

/// What the bytes of a string, a number or a date stand for.
extension Parser {
  /// The characters of a string, without quotes, escapes resolved.
  func unquoted(_ lexeme: Lexeme) -> String {
    let isClosed = !lexeme.flags.contains(.unterminated)
    if lexeme.flags.contains(.oddQuotes) {
      var characters = text(lexeme).dropFirst()
      if isClosed { characters = characters.dropLast() }
      guard lexeme.flags.contains(.hasEscape) else { return String(characters) }
      return resolvingEscapes(ArraySlice(characters.utf8))
    }
    let start = lexeme.start + 1
    let end = max(start, isClosed ? lexeme.end - 1 : lexeme.end)
    guard lexeme.flags.contains(.hasEscape) else { return text(from: start, to: end) }
    return resolvingEscapes(file.bytes[start..<end])
  }

  private func resolvingEscapes(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isEscape = false
    for byte in bytes {
      guard isEscape else {
        if byte == UInt8(ascii: "\\") { isEscape = true } else { result.append(byte) }
        continue
      }
      isEscape = false
      switch byte {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      // `\{` stays two characters: the text's reader must tell it from the `{` of a placeholder.
      case UInt8(ascii: "{"): result += [UInt8(ascii: "\\"), byte]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The number a lexeme spells; separators, which were reported, are left out.
  func number(_ lexeme: Lexeme) -> Double {
    if let whole = wholeNumber(lexeme) { return whole }
    var written = text(lexeme)
    if let comma = written.firstIndex(of: ",") {
      let isDecimalComma = written[..<comma].contains(".")
      written =
        isDecimalComma
        ? written.filter { $0 != "." }.replacing(",", with: ".") : written.filter { $0 != "," }
    } else if written.count(where: { $0 == "." }) > 1 {
      written = written.filter { $0 != "." }
    }
    let value = Double(written) ?? 0
    if !value.isFinite {
      report(.numberTooLarge(at: range(lexeme)))
      return 0
    }
    return value
  }

  /// A few digits and nothing else, which are most numbers.
  private func wholeNumber(_ lexeme: Lexeme) -> Double? {
    guard 1...15 ~= lexeme.end - lexeme.start else { return nil }
    var value = 0
    for place in lexeme.start..<lexeme.end {
      guard isDigit(file.bytes[place]) else { return nil }
      value = value &* 10 &+ Int(file.bytes[place] &- UInt8(ascii: "0"))
    }
    return Double(value)
  }

  /// The date a lexeme spells; for one that was reported, a guess that exists.
  func date(_ lexeme: Lexeme) -> ValueSyntax.Kind {
    let parts = text(lexeme).split { !$0.isNumber }.map { Int($0) ?? 1 }
    guard parts.count == 3 else { return .date(year: 2000, month: 1, day: 1) }
    guard lexeme.flags.contains(.reported) else { return .date(year: parts[0], month: parts[1], day: parts[2]) }
    let year = max(parts[0], parts[2])
    return .date(year: max(year, 1), month: min(max(parts[1], 1), 12), day: 1)
  }
}
