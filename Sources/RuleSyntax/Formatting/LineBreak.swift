/// A place where a line that is too long may be broken.
struct LineBreak {
  /// The weight of places between which as much is put on a line as fits; below it a line is broken at all of them.
  static let words = 1_000
  /// The weight of commas, which are broken last.
  static let commas = 2_000

  /// The first token of the next line.
  let token: Int
  /// Lines are broken at the places of the lowest weight first.
  let weight: Int
}
