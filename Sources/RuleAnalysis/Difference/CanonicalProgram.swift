internal import RuleEngine

/// A program whose vocabulary is in the order of names, as far as the order of facts depends on it: diagrams of two
/// programs are laid out alike then.
enum CanonicalProgram {
  static func of(_ program: Program) -> Program {
    let words = CanonicalWords(program: program)
    var vocabulary = program
    var map = VocabularyMap(of: program)
    (vocabulary.teams, map.teams) = sorted(program.teams) { $0 }
    (vocabulary.lists, map.lists) = sorted(program.lists) { $0.joined(separator: "\u{1F}") }
    for (index, property) in program.properties.enumerated() where property.kind == .setOf {
      let (options, places) = sorted(property.options, by: \.id)
      vocabulary.properties[index].options = options
      map.options[index] = places.map { Int32($0) }
    }
    let names = program.properties.indices.map { words.slot(.property($0)).joined(separator: "\u{1F}") }
    let order = names.indices.sorted { names[$0] < names[$1] }
    vocabulary.properties = order.map { vocabulary.properties[$0] }
    for (place, index) in order.enumerated() { map.properties[index] = place }
    vocabulary.rules = []
    return map.applied(to: program, vocabulary: vocabulary)
  }

  /// In order, and where each one is then.
  private static func sorted<Element>(
    _ elements: [Element], by name: (Element) -> String
  ) -> (elements: [Element], places: [Int]) {
    let order = elements.indices.sorted { name(elements[$0]) < name(elements[$1]) }
    var places = Array(elements.indices)
    for (place, index) in order.enumerated() { places[index] = place }
    return (order.map { elements[$0] }, places)
  }
}
