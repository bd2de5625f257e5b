/// A repair of what a diagnostic reports, as edits of the text.
///
/// All edits of a fix are made, or none. No edit may touch a comment.
package struct Fix: Sendable, Hashable {
  /// Whether it may be made without looking.
  package enum Safety: String, Sendable, Hashable {
    /// The result says what the user certainly meant: `if` becomes `when`.
    case safe
    /// A guess, such as a spelling suggestion that names something else, or a change of what the rulebook does.
    case unsafe
  }

  /// The bytes of `range` become `replacement`.
  package struct Edit: Sendable, Hashable {
    package let range: SourceRange
    package let replacement: String

    package init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  package let safety: Safety
  /// In text order, without overlaps.
  package let edits: [Edit]

  package init(_ safety: Safety, _ edits: [Edit]) {
    self.safety = safety
    self.edits = edits
  }

  /// `range` becomes `text`.
  package static func replace(_ range: SourceRange, with text: String, _ safety: Safety = .safe) -> Fix {
    Fix(safety, [Edit(range, text)])
  }

  /// `range` goes. Blanks around it are the fixer's business.
  package static func remove(_ range: SourceRange, _ safety: Safety = .safe) -> Fix {
    Fix(safety, [Edit(range, "")])
  }

  /// `text` and a blank come before `range`.
  package static func insert(_ text: String, before range: SourceRange, _ safety: Safety = .safe) -> Fix {
    let place = SourceRange(file: Int(range.fileIndex), start: range.start, end: range.start)
    return Fix(safety, [Edit(place, text + " ")])
  }

  /// A blank and `text` come after `range`.
  package static func insert(_ text: String, after range: SourceRange, _ safety: Safety = .safe) -> Fix {
    let place = SourceRange(file: Int(range.fileIndex), start: range.end, end: range.end)
    return Fix(safety, [Edit(place, " " + text)])
  }
}
