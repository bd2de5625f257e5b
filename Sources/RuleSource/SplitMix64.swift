/// Random numbers from a seed, the same ones on every machine: what shuffles tests, makes the benchmark's workload and
/// changes inputs for fuzzing.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014), as Sebastiano Vigna wrote it down.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers that follow from `seed`.
  package init(seed: UInt64) { state = seed }

  /// Any number of 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, `bound`.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
