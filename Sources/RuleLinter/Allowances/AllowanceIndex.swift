import RuleSource

/// Allowances by code and place. Items do not overlap, nor do lines, so that a bisection finds what reaches a place.
struct AllowanceIndex {
  private struct Key: Hashable {
    let code: String
    let file: Int32
    let isLine: Bool
  }

  private struct Span {
    let range: SourceRange
    let allowance: Int
  }

  private var allowances: [Allowance] = []
  private var isUsed: [Bool] = []
  private var spans: [Key: [Span]] = [:]

  /// `allowance` has a code.
  mutating func add(_ allowance: Allowance) {
    guard let code = allowance.code else { return }
    switch allowance.reach {
    case .item(let range): add(range, code, isLine: false)
    case .line(let range): add(range, code, isLine: true)
    case .nothing: break
    }
    allowances.append(allowance)
    isUsed.append(false)
  }

  private mutating func add(_ range: SourceRange, _ code: String, isLine: Bool) {
    spans[Key(code: code, file: range.fileIndex, isLine: isLine), default: []].append(
      Span(range: range, allowance: allowances.count))
  }

  /// Orders what was added; before the first question.
  mutating func sort() {
    spans = spans.mapValues { spans in
      spans.sorted { ($0.range.start, $0.allowance) < ($1.range.start, $1.allowance) }
    }
  }

  /// Whether `diagnostic` is allowed where it starts. What allows it is used from then on.
  mutating func silences(_ diagnostic: Diagnostic) -> Bool {
    for isLine in [false, true] {
      let key = Key(code: diagnostic.code, file: diagnostic.range.fileIndex, isLine: isLine)
      guard let spans = spans[key] else { continue }
      let last = spans.bisected { $0.range.start <= diagnostic.range.start } - 1
      guard last >= 0, spans[last].range.end >= diagnostic.range.start else { continue }
      isUsed[spans[last].allowance] = true
      return true
    }
    return false
  }

  /// What silenced nothing, in the order of adding.
  var unused: [Allowance] { zip(allowances, isUsed).compactMap { $1 ? nil : $0 } }
}
