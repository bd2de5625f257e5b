/// What begins a line of its own: the whole of a short item, or a stage, a trigger, a condition, an action, a row.
struct ItemPart {
  /// Its first token; it ends where the next part begins.
  var start: Int
  var indent = 0
  /// The indent of its further lines.
  var continuation = 2
  /// Where it may be broken.
  var breaks: [LineBreak] = []
  var kind = FormattedLine.Kind.other
  /// The tokens at which columns begin.
  var stops: [Int] = []
}
