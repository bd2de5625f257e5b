import Foundation
import RuleEngine

/// What a rulebook adds to the memory of a host: its bytes, and what an evaluator of it keeps after all events.
///
/// Measured in a process that does nothing else, where no memory that was used before can be used again.
struct MemoryBench {
  /// The argument that makes a process that process; behind it the folder that `init` wrote.
  static let argument = "--memory"

  private let folder: URL
  private static let (small, whole, events) = ("small.rulebook", "whole.rulebook", "events.ndjson")

  /// Prepares the measurement of a rulebook.
  ///
  /// - Parameter small: a rulebook of the same vocabulary with hardly any rules, for what any rulebook takes.
  init(_ compiled: [UInt8], small: [UInt8], lines: [UInt8]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, bytes) in [(Self.small, small), (Self.whole, compiled), (Self.events, lines)] {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
  }

  /// MiB that the rulebook adds; `nil` where the process fails.
  func addedMiB() throws -> Double? {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [Self.argument, folder.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// In the process itself: prints what the rulebook in `folder` adds.
  static func measure(in folder: String) throws {
    let folder = URL(fileURLWithPath: folder)
    let lines = [UInt8](try Data(contentsOf: folder.appendingPathComponent(events)))
      .split(separator: UInt8(ascii: "\n")).map(Array.init)
    func host(_ name: String) throws -> Host {
      let host = Host(try Rulebook(bytes: [UInt8](contentsOf: folder.appendingPathComponent(name))))
      for line in lines { host.evaluator.evaluate(try host.decoder.event(from: line)) }
      return host
    }
    let before = try host(small)
    let own = Measurement.ownMiB
    let after = try host(whole)
    withExtendedLifetime((before, after, lines)) { print(Measurement.ownMiB - own) }
  }

  /// Holds an evaluator, which cannot be handed on.
  private final class Host {
    var decoder: EventDecoder
    var evaluator: Evaluator

    init(_ rulebook: Rulebook) {
      decoder = EventDecoder(rulebook)
      evaluator = Evaluator(rulebook)
    }
  }
}

extension [UInt8] {
  /// The bytes of a file, which stand in memory once.
  fileprivate init(contentsOf file: URL) throws {
    let handle = try FileHandle(forReadingFrom: file)
    let size = Int(try handle.seekToEnd())
    try handle.seek(toOffset: 0)
    self.init()
    reserveCapacity(size)
    while let portion = try handle.read(upToCount: 1 << 16), !portion.isEmpty { append(contentsOf: portion) }
  }
}
