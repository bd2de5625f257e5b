internal import Dispatch
internal import Glibc
internal import RuleChecker
internal import RuleSource
internal import Synchronization

extension TestSuite {
  /// How the tests at `indices` come out, in the order of `indices`, computed side by side. Tests are pure functions: the
  /// order of running, which a `seed` shuffles, makes no difference. What they went through is recorded if wanted.
  package func results(
    at indices: [Int], shuffledBy seed: UInt64? = nil, recording isRecording: Bool = false
  ) -> [TestResult] {
    var places = Array(indices.indices)
    if let seed {
      var generator = SplitMix64(seed: seed)
      places.shuffle(using: &generator)
    }
    let order = places
    let chunks = min(order.count, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) * 4)
    guard chunks > 0 else { return [] }
    let found = Mutex<[TestResult?]>(Array(repeating: nil, count: order.count))
    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
      let range = (chunk * order.count / chunks)..<((chunk + 1) * order.count / chunks)
      let results = order[range].map {
        (place: $0, result: result(of: rules.tests[indices[$0]], recording: isRecording))
      }
      found.withLock { all in
        for (place, result) in results { all[place] = result }
      }
    }
    return found.withLock { $0 }.compactMap { $0 }
  }
}
