import Foundation
import RuleSource
import Testing

/// Single mistakes in all samples: one message each, and no other item is lost.
///
/// `ALL_MUTANTS=1 swift test --filter SampleMutationTests` makes every mistake there is, which takes minutes, and prints
/// what was said; without it, every 7th is made.
@Suite struct SampleMutationTests {
  static let makesAll = ProcessInfo.processInfo.environment["ALL_MUTANTS"] != nil
  static let step = 7

  /// The share of mistakes with exactly one message among those that have any.
  static let leastShare = 0.97

  @Test("A single mistake gives one message, and no other item is lost")
  func singleMistakes() async throws {
    let run = try await Self.run()
    if Self.makesAll { print(Self.report(run)) }
    #expect(run.lost.isEmpty, "\(run.lost.prefix(5).joined(separator: "\n"))")
    #expect(
      run.singleShare() >= Self.leastShare,
      "\(run.table)\n\(run.offenders[.several, default: []].prefix(20).joined(separator: "\n"))")
  }

  private static func run() async throws -> MutationRun {
    let step = makesAll ? 1 : step
    let samples = try SampleTests.names.map { try ProjectFolder.ruleFiles(ofSample: $0) }
    return await withTaskGroup(of: (Int, MutationRun).self) { group in
      for (index, files) in samples.enumerated() {
        group.addTask { (index, MutationRun(files, every: step, from: index)) }
      }
      var runs = [MutationRun](repeating: MutationRun(), count: samples.count)
      for await (index, run) in group { runs[index] = run }
      return runs.reduce(into: MutationRun()) { $0.add($1) }
    }
  }

  private static func report(_ run: MutationRun) -> String {
    let several = run.offenders[.several, default: []]
    let silent = run.offenders[.silent, default: []]
    return """
      \(run.table)
      SEVERAL \(several.count)
      \(several.joined(separator: "\n"))
      LOST \(run.lost.count)
      \(run.lost.joined(separator: "\n"))
      SILENT \(silent.count)
      \(silent.joined(separator: "\n"))
      """
  }
}
