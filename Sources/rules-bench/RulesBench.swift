//  The engine against a hand-written floor, over the same workload, in the same run.

internal import Foundation
internal import RuleCompiler
internal import RuleEngine
internal import RuleSource

/// `rules-bench [--json] [sizes]`: everything, measured. `rules-bench --once PATH [--events N] [size]`: one pass over one
/// path and nothing else, for tools that count instructions or allocations.
@main
struct RulesBench {
  /// What `--once` may run.
  enum Path: String, CaseIterable { case read, evaluate, texts, step, state, text, load }

  struct Options {
    var isJSON = false
    var once: Path?
    var events = 5_000
    var sizes: [Int] = []

    init?(_ arguments: [String]) {
      var rest = arguments[...]
      while let argument = rest.popFirst() {
        switch argument {
        case "--json": isJSON = true
        case "--once":
          guard let path = rest.popFirst().flatMap({ Path(rawValue: $0) }) else { return nil }
          once = path
        case "--events":
          guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else { return nil }
          events = count
        default:
          guard let size = Int(argument), size > 0 else { return nil }
          sizes.append(size)
        }
      }
    }
  }

  static func main() async {
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == MemoryBench.argument {
      do { return try MemoryBench.measure(in: CommandLine.arguments[2]) } catch {
        print(error)
        exit(1)
      }
    }
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      let paths = Path.allCases.map(\.rawValue).joined(separator: "|")
      print("usage: rules-bench [--json] [--once \(paths)] [--events N] [size …]")
      exit(2)
    }
    var report = BenchReport(isJSON: options.isJSON)
    var isEqual = true
    for size in options.sizes.isEmpty ? [10, 100, 1_000, 10_000] : options.sizes {
      guard let bench = SizedBench(rules: size, events: options.events) else {
        print("the workload of \(size) rules does not compile")
        exit(2)
      }
      if let path = options.once {
        bench.runOnce(path)
      } else {
        isEqual = await bench.run(&report) && isEqual
      }
    }
    if options.once == nil { report.finish(isEqual: isEqual) }
    exit(isEqual ? 0 : 1)
  }
}
