/// Merges what the rules of one round do to each field. Section 4.5 of grammar/meaning.md.
struct OperationMerger {
  /// One rule's operation on a field.
  struct Writer {
    var rule: Int
    var match: Match
    var operation: PlacedOperation
  }

  /// The operations on a field that stand.
  struct Field {
    var slot: FieldSlot
    /// In canonical order, never empty, all agreeing.
    var writers: [Writer]

    /// The rules that led to the new value.
    var ledBy: RuleSet {
      var rules = writers[0].match.ledBy(with: writers[0].rule)
      for writer in writers.dropFirst() { rules.formUnion(writer.match.ledBy(with: writer.rule)) }
      return rules
    }

    /// The field's next value.
    func value(over present: Value) -> Value {
      var increases: [Double] = []
      var value = present
      for writer in writers {
        switch writer.operation.operation {
        case .set(let new): value = new
        case .raise(let bound): value = value.raised(to: bound)
        case .increase(let amount): increases.append(amount)
        case .edit(let added, let removed): value = value.edited(adding: added, removing: removed)
        case .rotate: value = .unknown
        }
      }
      guard !increases.isEmpty else { return value }
      // In ascending order, so that the order of rules does not decide the last bit.
      return value.increased(by: increases.sorted().reduce(0) { ($0 + $1).finite })
    }
  }

  let core: RulebookCore
  private(set) var fields: [Field] = []
  private var program: Program { core.program }

  init(core: RulebookCore) { self.core = core }

  /// Adds an operation; where earlier ones do not agree, they yield. Rules are added in canonical order.
  ///
  /// - Returns: the rules whose operations yielded.
  mutating func add(_ operation: PlacedOperation, rule: Int, match: Match) -> [Int] {
    let writer = Writer(rule: rule, match: match, operation: operation)
    guard let index = fields.firstIndex(where: { $0.slot == operation.slot }) else {
      fields.append(Field(slot: operation.slot, writers: [writer]))
      return []
    }
    let earlier = fields[index].writers
    if earlier.allSatisfy({ $0.operation.operation.agrees(with: operation.operation) }) {
      fields[index].writers.append(writer)
      return []
    }
    var losers: [Int] = []
    var kept: [Writer] = []
    for var candidate in earlier {
      if candidate.operation.operation.agrees(with: operation.operation), case .edit = operation.operation {
        kept.append(candidate)
        continue
      }
      losers.append(candidate.rule)
      guard let rest = candidate.operation.operation.yielding(to: operation.operation) else { continue }
      candidate.operation.operation = rest
      kept.append(candidate)
    }
    fields[index].writers = kept + [writer]
    return losers
  }

  /// Puts the fields in slot order.
  mutating func sort() {
    if fields.count > 1 { fields.sort { $0.slot.index < $1.slot.index } }
  }

  /// Where the field's new value is said to be written: by the rule with the bytewise smallest identity.
  func write(of field: Field, round: Int) -> Chain.Write {
    let first = field.writers.min {
      core.identity(of: $0.rule).utf8.lexicographicallyPrecedes(core.identity(of: $1.rule).utf8)
    }
    let writer = first ?? field.writers[0]
    return Chain.Write(round: round, rule: writer.rule, ordinal: writer.operation.ordinal)
  }
}
