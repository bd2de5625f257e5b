//  The engine against a hand-written floor, over the same workload, in the same run.

internal import Foundation
internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

@main
struct RulesBench {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let sizes = arguments.isEmpty ? [10, 100, 1_000, 10_000] : arguments.compactMap { Int($0) }
    print("rules   | what                     |    engine |     floor | ratio")
    var isEqual = true
    for size in sizes where size > 0 {
      guard let bench = SizedBench(rules: size) else {
        print("the workload of \(size) rules does not compile")
        exit(2)
      }
      if !bench.run() { isEqual = false }
    }
    print(isEqual ? "both fired the same rules" : "THE ENGINE AND THE FLOOR FIRED DIFFERENT RULES")
    exit(isEqual ? 0 : 1)
  }
}
