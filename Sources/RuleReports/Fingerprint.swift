internal import RuleSource

/// Names for messages that stay the same when lines above them come or go.
///
/// Made of the code, the path, the message and the words of the line; equal ones are numbered in text order.
struct Fingerprints {
  private let files: [SourceFile]
  private var seen: [UInt128: Int] = [:]

  init(files: [SourceFile]) { self.files = files }

  /// 32 hexadecimal digits. Ask for every message of the report, in order.
  mutating func next(_ diagnostic: Diagnostic) -> String {
    var hash = FNV()
    let index = Int(diagnostic.range.fileIndex)
    hash.add(diagnostic.code.utf8)
    hash.add(diagnostic.message.utf8)
    if files.indices.contains(index) {
      let file = files[index]
      hash.add(Report.pathInRepository(file.path).utf8)
      hash.add(Self.words(of: file.line(file.lineIndex(at: diagnostic.range.start))))
    }
    let count = seen[hash.value, default: 0]
    seen[hash.value] = count + 1
    hash.add(String(count).utf8)
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// The beginning of the line without blanks: the layout may change, and a line may be endless.
  private static func words(of line: ArraySlice<UInt8>) -> [UInt8] {
    line.prefix(1000).filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
  }
}

/// FNV-1a in 128 bits: names, not secrets.
private struct FNV {
  private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
    // No part may run into the next.
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }
}
