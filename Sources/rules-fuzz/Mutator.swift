internal import RuleSource

/// Changes inputs at random, the same way for the same seed: for runs without libFuzzer.
struct Mutator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// One of `seeds` with a few changes; now and then its beginning or end is another's.
  mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
    guard var bytes = seeds.randomElement(using: &random), !bytes.isEmpty else { return [] }
    if UInt8.random(in: 0..<8, using: &random) == 0, let other = seeds.randomElement(using: &random), !other.isEmpty {
      let place = Int.random(in: 0..<min(bytes.count, other.count), using: &random)
      bytes = Array(bytes[..<place] + other[place...])
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: bytes.indices, using: &random)
    let length = Int.random(in: 1...min(16, bytes.count - place), using: &random)
    switch UInt8.random(in: 0..<8, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
    case 3: bytes.removeSubrange(place..<(place + length))
    case 4: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
    case 5:
      // A piece of it elsewhere: names and numbers come where others were.
      let other = Int.random(in: 0...(bytes.count - length), using: &random)
      bytes.replaceSubrange(place..<(place + length), with: Array(bytes[other..<(other + length)]))
    case 6: bytes.removeLast(bytes.count - place)
    default: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
    }
  }
}
