//  Hostile input for everything that reads bytes. `.ci/fuzz.sh` builds it with libFuzzer; without, it changes inputs at
//  random itself, the same way every time.

internal import Glibc
internal import RuleCompiler

/// What `rules-fuzz` does.
@main
struct RulesFuzz {
  private static let usage = """
    usage: rules-fuzz TARGET SAMPLE [--runs N] [--seed S] [--keep FILE]
                                                    change the sample's bytes at random; FILE has what was tried last
           rules-fuzz TARGET SAMPLE --try FILE      try one input
           rules-fuzz TARGET SAMPLE --seeds FOLDER  write what libFuzzer begins with
           rules-fuzz TARGET SAMPLE --fuzz …        where it is built with libFuzzer: run that, with its arguments

    TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).
    SAMPLE is a folder with `rules` and `events.ndjson`.
    """

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2, let target = FuzzTarget(rawValue: words[0]), let sample = FuzzSample(folder: words[1])
    else { fail(usage) }
    if words.dropFirst(2).first == "--fuzz" { fuzz(Array(words.dropFirst(3)), target, sample) }
    var options: [String: String] = [:]
    for place in stride(from: 2, to: words.count, by: 2) {
      guard place + 1 < words.count else { fail(usage) }
      options[words[place]] = words[place + 1]
    }
    if let path = options["--try"] {
      guard let input = try? FileReader.bytes(at: path) else { fail("`\(path)` cannot be read") }
      target.run(input, with: sample)
    } else if let folder = options["--seeds"] {
      for (index, seed) in target.seeds(of: sample).enumerated() { write(seed, to: "\(folder)/\(index)") }
    } else {
      let runs = options["--runs"].flatMap { Int($0) } ?? 1_000
      let seed = options["--seed"].flatMap { UInt64($0) } ?? 1
      change(target, sample, runs: runs, seed: seed, keptIn: options["--keep"])
    }
  }

  private static func change(_ target: FuzzTarget, _ sample: FuzzSample, runs: Int, seed: UInt64, keptIn path: String?)
  {
    var mutator = Mutator(seed: seed)
    let seeds = target.seeds(of: sample)
    for seed in seeds { target.run(seed, with: sample) }
    var accepted = 0
    for _ in 0..<runs {
      let input = mutator.input(from: seeds)
      if let path { write(input, to: path) }
      if target.run(input, with: sample) { accepted += 1 }
    }
    print(
      "\(target.rawValue): \(seeds.count) inputs and \(runs) changed ones, \(accepted) of them accepted: nothing trapped"
    )
  }

  private static func fuzz(_ arguments: [String], _ target: FuzzTarget, _ sample: FuzzSample) -> Never {
    #if LIBFUZZER
      exit(LibFuzzer.run(arguments) { target.run($0, with: sample) })
    #else
      fail("this is built without libFuzzer: use .ci/fuzz.sh")
    #endif
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = unsafe fopen(path, "w") else { fail("`\(path)` cannot be written") }
    defer { unsafe fclose(file) }
    guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else { fail("`\(path)` cannot be written") }
  }

  private static func fail(_ message: String) -> Never {
    print(message)
    exit(2)
  }
}
