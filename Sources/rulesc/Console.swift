internal import Glibc
internal import RuleSource

/// Standard error: messages for people.
enum Console {
  /// Whether standard error is a terminal that wants colour.
  static var usesColor: Bool { isTerminal && environmentWantsColor }

  /// Whether standard output is a terminal that wants colour.
  static var outputUsesColor: Bool { isatty(1) == 1 && environmentWantsColor }

  private static var environmentWantsColor: Bool {
    (Environment.value(of: "NO_COLOR") ?? "").isEmpty && Environment.value(of: "TERM") != "dumb"
  }

  /// Whether standard error is a terminal.
  static var isTerminal: Bool { isatty(2) == 1 }

  /// Writes text as it is, after what standard output has to say so far.
  static func note(_ text: String) { note(Array(text.utf8)[...]) }

  /// As above, text as bytes.
  static func note(_ text: ArraySlice<UInt8>) {
    Output.standard.flush()
    Output.write(Array(text), to: 2)
  }

  /// `error: …` with a way out.
  static func fail(_ message: String, help: String? = nil) {
    note("error: \(VisibleText.of(message))\n" + (help.map { "  = help: \(VisibleText.of($0))\n" } ?? ""))
  }
}
