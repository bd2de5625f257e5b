internal import Foundation

/// CPU time and memory of this process.
enum Measurement {
  /// Seconds of CPU time that the process has used.
  static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// CPU seconds of the fastest of `repetitions` runs: what noise adds is left out.
  static func seconds(repetitions: Int = 3, _ work: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<repetitions {
      let start = processorSeconds
      work()
      best = min(best, processorSeconds - start)
    }
    return best
  }

  /// Seconds by the clock since `start`.
  static func elapsedSeconds(since start: ContinuousClock.Instant) -> Double {
    let elapsed = (ContinuousClock.now - start).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
  }

  /// MiB of memory that the process has filled, as the kernel says. The pages of its program are not among them: which of
  /// those have been asked for says nothing of a rulebook, and differs from run to run by a quarter of a MiB.
  static var ownMiB: Double {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
      let size = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
    else { return 0 }
    return size / 1024
  }
}
