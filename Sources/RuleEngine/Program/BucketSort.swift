/// Numbers that are put into buckets, then sorted by bucket: a counting sort. A list for each bucket took three times as
/// long.
struct BucketSort: ~Copyable {
  // Not private: private types in lists of ours break debug builds of Swift 6.3.

  /// A number in a bucket.
  struct Placement: BitwiseCopyable {
    let bucket: Int32
    let number: Int32
  }

  /// What is known of a bucket before its numbers are sorted.
  struct Bucket: BitwiseCopyable {
    var count: Int32 = 0
    /// The number that was added last, or negative.
    var last: Int32 = -1
  }

  private var placements: PlainList<Placement>
  private var buckets: PlainList<Bucket>
  /// By bucket: where its numbers end among the sorted ones. They begin where those of the bucket before end.
  private(set) var ends = PlainList<Int32>()

  /// Empty buckets, with room for so many numbers.
  init(bucketCount: Int, capacity: Int = 0) {
    placements = PlainList(capacity: capacity)
    buckets = PlainList(repeating: Bucket(), count: bucketCount)
  }

  /// How many buckets there are.
  var count: Int { buckets.count }

  /// Adds a number to a bucket, unless it is the one that was added last.
  @inline(__always)
  mutating func add(_ number: Int32, to bucket: Int) {
    var known = buckets[bucket]
    guard known.last != number else { return }
    known.last = number
    known.count &+= 1
    buckets[known: bucket] = known
    placements.append(Placement(bucket: Int32(truncatingIfNeeded: bucket), number: number))
  }

  /// The numbers by bucket, those of each in the order in which they were added.
  mutating func sorted() -> PlainList<Int32> {
    ends = PlainList(capacity: buckets.count)
    var start: Int32 = 0
    for bucket in 0..<buckets.count {
      ends.append(start)
      start &+= buckets[known: bucket].count
    }
    var sorted = PlainList<Int32>(repeating: 0, count: placements.count)
    for place in 0..<placements.count {
      let placement = placements[known: place]
      let end = ends[known: Int(placement.bucket)]
      sorted[known: Int(end)] = placement.number
      ends[known: Int(placement.bucket)] = end &+ 1
    }
    return sorted
  }
}
