/// Where a value stands in a line, for messages. Made for every value and written out for hardly any, so it is no text
/// before somebody asks.
struct FieldPath: ExpressibleByStringLiteral {
  private enum Rest {
    case nothing
    case key(EventKey)
    /// The node of the name.
    case name(Int)
  }

  private let base: String
  private let rest: Rest

  /// The whole path.
  init(_ path: String) { (base, rest) = (path, .nothing) }

  /// The whole path, known beforehand.
  init(stringLiteral path: String) { self.init(path) }

  /// A key of the object at `base`; empty for the line itself.
  init(_ base: String, _ key: EventKey) { (self.base, rest) = (base, .key(key)) }

  /// A name of the object at `base`.
  init(_ base: String, name node: Int) { (self.base, rest) = (base, .name(node)) }

  /// The path in words.
  func text(in document: JSONDocument) -> String {
    let last: String
    switch rest {
    case .nothing: return base
    case .key(let key): last = key.name
    case .name(let node): last = document.text(of: node)
    }
    return base.isEmpty ? last : base + "." + last
  }
}
