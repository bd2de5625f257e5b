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

  /// MiB of memory in use, as the kernel says.
  static var residentMiB: Double {
    guard let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = status.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return 0 }
    return pages * 4096 / 1_048_576
  }
}
