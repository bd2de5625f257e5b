/// Changes inputs at random, the same way for the same seed: for runs without libFuzzer.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// One of `seeds` with a few changes; now and then its beginning or end is another's.
  mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
    guard var bytes = seeds.randomElement(using: &self), !bytes.isEmpty else { return [] }
    if UInt8.random(in: 0..<8, using: &self) == 0, let other = seeds.randomElement(using: &self), !other.isEmpty {
      let place = Int.random(in: 0..<min(bytes.count, other.count), using: &self)
      bytes = Array(bytes[..<place] + other[place...])
    }
    for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: bytes.indices, using: &self)
    let length = Int.random(in: 1...min(16, bytes.count - place), using: &self)
    switch UInt8.random(in: 0..<8, using: &self) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
    case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &self) ?? 0
    case 3: bytes.removeSubrange(place..<(place + length))
    case 4: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
    case 5:
      // A piece of it elsewhere: names and numbers come where others were.
      let other = Int.random(in: 0...(bytes.count - length), using: &self)
      bytes.replaceSubrange(place..<(place + length), with: Array(bytes[other..<(other + length)]))
    case 6: bytes.removeLast(bytes.count - place)
    default: bytes.swapAt(place, Int.random(in: bytes.indices, using: &self))
    }
  }
}

extension Mutator: RandomNumberGenerator {
  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
