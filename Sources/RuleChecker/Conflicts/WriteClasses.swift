/// Writes, each kept once, with what is known of their agreeing.
///
/// 10,000 rules that all start from one event and write the same took 7.5 s when every pair of writes was compared.
struct WriteClasses {
  private var indices: [Write: Int] = [:]
  private var writes: [Write] = []
  private var isOfMembers: [Bool] = []
  private var isUnlike: [Bool] = []

  /// The class of `write`: the same for equal ones.
  mutating func index(of write: Write) -> Int {
    if let known = indices[write] { return known }
    indices[write] = writes.count
    writes.append(write)
    let isMembers = if case .members = write { true } else { false }
    isOfMembers.append(isMembers)
    isUnlike.append(write == .unlike)
    return writes.count - 1
  }

  /// Whether two rules that write these leave one result.
  func agree(_ one: Int, _ other: Int) -> Bool {
    // Classes of other kinds agree with themselves alone.
    guard isOfMembers[one], isOfMembers[other] else { return one == other && !isUnlike[one] }
    return writes[one].agrees(with: writes[other])
  }
}
