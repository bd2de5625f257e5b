/// A JSON value whose keys stay in the order they are written.
indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A string, or `null`.
  init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// On one line, without blanks.
  var compact: String {
    var text = ""
    write(into: &text, indent: nil)
    return text
  }

  /// Indented by two blanks a level; what holds no other container stays on one line. Ends in a line end.
  var pretty: String {
    var text = ""
    write(into: &text, indent: 0)
    return text + "\n"
  }

  private func write(into text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .string(let value): Self.write(value, into: &text)
    case .array(let values):
      Self.write(values, "[", "]", isFlat: values.allSatisfy(\.isScalar), into: &text, indent: indent) { $0 }
    case .object(let members):
      Self.write(
        members, "{", "}", isFlat: members.allSatisfy(\.value.isScalar), into: &text, indent: indent
      ) { member in
        member.value
      } before: { member, text in
        Self.write(member.key, into: &text)
        text += indent == nil ? ":" : ": "
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array(let values): values.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, isFlat: Bool, into text: inout String, indent: Int?,
    value: (Element) -> JSONValue, before: (Element, inout String) -> Void = { _, _ in }
  ) {
    text += open
    let inner = isFlat ? nil : indent.map { $0 + 2 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += indent != nil && inner == nil ? ", " : "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      before(element, &text)
      value(element).write(into: &text, indent: inner)
    }
    if inner != nil, let indent { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// With everything escaped that JSON, JavaScript or a terminal would take for more than a letter.
  private static func write(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where isHidden(scalar.value):
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Controls, and what turns the writing direction.
  private static func isHidden(_ value: UInt32) -> Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || (0x200E...0x200F).contains(value)
      || (0x2028...0x202E).contains(value) || (0x2066...0x2069).contains(value) || value == 0xFEFF
  }
}
