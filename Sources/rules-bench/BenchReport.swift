internal import Foundation

/// The figures, as a table while they come, or as JSON at the end.
struct BenchReport {
  private struct Figure: Encodable {
    let rules: Int
    let what: String
    let engine: Double
    let floor: Double?
  }

  private struct Summary: Encodable {
    let figures: [Figure]
    let firedTheSame: Bool
  }

  private let isJSON: Bool
  private var figures: [Figure] = []

  init(isJSON: Bool) {
    self.isJSON = isJSON
    if !isJSON { print("rules   | what                         |    engine |     floor | ratio") }
  }

  /// Adds a figure, with that of the floor if it does the same.
  mutating func add(_ rules: Int, _ what: String, _ engine: Double, _ floor: Double? = nil) {
    figures.append(Figure(rules: rules, what: what, engine: engine, floor: floor))
    if isJSON { return }
    let ratio = floor.map { Self.padded(String(format: "%.1f", engine / $0), 5) } ?? ""
    let size = String(rules)
    print(
      size + String(repeating: " ", count: max(0, 7 - size.count)) + " | "
        + what + String(repeating: " ", count: max(0, 28 - what.count)) + " | "
        + Self.padded(Self.number(engine), 9) + " | " + Self.padded(floor.map(Self.number) ?? "", 9) + " | " + ratio)
  }

  /// Says whether both fired the same rules; prints the JSON.
  func finish(isEqual: Bool) {
    guard isJSON else {
      print(isEqual ? "both fired the same rules" : "THE ENGINE AND THE FLOOR FIRED DIFFERENT RULES")
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(Summary(figures: figures, firedTheSame: isEqual)) else { return }
    print(String(decoding: data, as: UTF8.self))
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
}
