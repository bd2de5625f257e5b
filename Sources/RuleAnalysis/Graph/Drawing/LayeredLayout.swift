/// Boxes in ranks from top to bottom, and links between them that pass no box.
///
/// A link over several ranks gets a place of its own in each rank between. Links that lead up pass left of the boxes,
/// links that lead down right of them, the longest outermost. The order of boxes follows the mean place of their
/// neighbours; places are the weighted least squares of the wished ones under the least distances (pool adjacent
/// violators), rank by rank.
struct LayeredLayout {
  struct Box {
    var width: Double
    var height: Double
    var rank: Int
    /// Stays in the middle.
    var isCentral = false
  }

  struct Link {
    var from: Int
    var to: Int
    /// Links from one box with equal bundles go together until they must part.
    var bundle = 0
  }

  struct Point: Hashable {
    var x: Double
    var y: Double
  }

  /// Where a link goes: pairs of points, each a way straight down or up, with curves from pair to pair.
  struct Route {
    var points: [Point]
  }

  /// The upper left corners.
  private(set) var corners: [Point] = []
  private(set) var routes: [Route] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  private struct Item {
    /// `nil`: a place of a link.
    var box: Int?
    var width: Double
    var side: Int
    var weight: Double
    var rank: Int
    /// Of a place of a link: how many ranks the link goes over. The longest ways are the outermost everywhere.
    var span = 0
    var x = 0.0
    var neighbours: [Int] = []
  }

  /// What links of one bundle go along.
  private struct Way: Hashable {
    var from: Int
    var isDown: Bool
    var bundle: Int
  }

  private let boxes: [Box]
  private let links: [Link]
  private var ranks: [[Int]] = []
  private var items: [Item] = []
  private var chains: [[Int]] = []
  /// The places of each way, from its box on.
  private var ways: [Way: [Int]] = [:]

  init(boxes: [Box], links: [Link]) {
    self.boxes = boxes
    self.links = links
    placeItems()
    for _ in 0..<8 {
      for rank in ranks.indices { order(rank, by: rank - 1) }
      for rank in ranks.indices.reversed() { order(rank, by: rank + 1) }
    }
    for _ in 0..<24 {
      for rank in ranks.indices { spread(rank) }
      for rank in ranks.indices.reversed() { spread(rank) }
    }
    layWays()
    measure()
  }

  /// Lays each way in one straight line beside the boxes that it passes, the shortest nearest to them.
  private mutating func layWays() {
    var places = [Int](repeating: 0, count: items.count)
    for row in ranks { for (place, item) in row.enumerated() { places[item] = place } }
    // Those of one length in the order of their first places, which were numbered in the order of the links.
    for way in ways.values.sorted(by: { ($0.count, $0[0]) < ($1.count, $1[0]) }) {
      var x = 0.0
      for item in way {
        let row = ranks[items[item].rank]
        let inner = places[item] - items[item].side
        guard row.indices.contains(inner), items[row[inner]].box != nil || items[row[inner]].side == items[item].side
        else { continue }
        let clear = items[row[inner]].x + Double(items[item].side) * distance(item, row[inner])
        x = items[item].side < 0 ? min(x, clear) : max(x, clear)
      }
      for item in way { items[item].x = x }
    }
  }

  private mutating func placeItems() {
    ranks = Array(repeating: [], count: (boxes.map(\.rank).max() ?? -1) + 1)
    for (index, box) in boxes.enumerated() {
      items.append(Item(box: index, width: box.width, side: 0, weight: box.isCentral ? 40 : 2, rank: box.rank))
      ranks[box.rank].append(index)
    }
    for link in links { chains.append(chain(of: link)) }
    for rank in ranks.indices {
      ranks[rank] = inOrder(ranks[rank]) { items[$0].box.map(Double.init) ?? Double(items[$0].span * items[$0].side) }
      pack(rank)
    }
  }

  /// The items from a link's first box to its last.
  private mutating func chain(of link: Link) -> [Int] {
    let (first, last) = (boxes[link.from].rank, boxes[link.to].rank)
    let isDown = first < last
    let way = Way(from: link.from, isDown: isDown, bundle: link.bundle)
    var chain = [link.from]
    for step in 1..<max(1, abs(last - first)) {
      let rank = isDown ? first + step : first - step
      if ways[way, default: []].count < step {
        items.append(Item(box: nil, width: 2, side: isDown ? 1 : -1, weight: 1, rank: rank))
        ways[way, default: []].append(items.count - 1)
        ranks[rank].append(items.count - 1)
      }
      chain.append(ways[way, default: []][step - 1])
    }
    for item in ways[way] ?? [] { items[item].span = max(items[item].span, abs(last - first)) }
    chain.append(link.to)
    for (left, right) in zip(chain, chain.dropFirst()) where !items[left].neighbours.contains(right) {
      items[left].neighbours.append(right)
      items[right].neighbours.append(left)
    }
    return chain
  }

  /// By side, then by `key`; equal ones as they come.
  private func inOrder(_ row: [Int], _ key: (Int) -> Double) -> [Int] {
    row.enumerated().map { (place: $0.offset, item: $0.element, key: key($0.element)) }
      .sorted { left, right in
        let (one, two) = (items[left.item].side, items[right.item].side)
        if one != two { return one < two }
        return left.key == right.key ? left.place < right.place : left.key < right.key
      }
      .map(\.item)
  }

  private mutating func order(_ rank: Int, by other: Int) {
    guard ranks.indices.contains(other) else { return }
    ranks[rank] = inOrder(ranks[rank]) { item in
      if items[item].box == nil { return Double(items[item].span * items[item].side) }
      let near = items[item].neighbours.filter { items[$0].rank == other }
      if near.isEmpty { return items[item].x }
      return near.reduce(0) { $0 + items[$1].x } / Double(near.count)
    }
    pack(rank)
  }

  /// Side by side around the middle.
  private mutating func pack(_ rank: Int) {
    var x = 0.0
    for (place, item) in ranks[rank].enumerated() {
      if place > 0 { x += distance(ranks[rank][place - 1], item) }
      items[item].x = x
    }
    for item in ranks[rank] { items[item].x -= x / 2 }
  }

  private func distance(_ left: Int, _ right: Int) -> Double {
    let gap = items[left].box != nil && items[right].box != nil ? 18.0 : 13.0
    return (items[left].width + items[right].width) / 2 + gap
  }

  /// Moves a rank's items to where their neighbours are, as near as their distances let them.
  private mutating func spread(_ rank: Int) {
    let row = ranks[rank].filter { items[$0].box != nil }
    guard !row.isEmpty else { return }
    // What an item's place would be if all stood as far left as they can.
    var offsets = [0.0]
    for (left, right) in zip(row, row.dropFirst()) { offsets.append((offsets.last ?? 0) + distance(left, right)) }
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    for (place, item) in row.enumerated() {
      let weight = items[item].weight
      blocks.append(((wish(of: item) - offsets[place]) * weight, weight, 1))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard before.sum / before.weight > last.sum / last.weight else { break }
        blocks.removeLast(2)
        blocks.append((before.sum + last.sum, before.weight + last.weight, before.count + last.count))
      }
    }
    var place = 0
    for block in blocks {
      for _ in 0..<block.count {
        items[row[place]].x = block.sum / block.weight + offsets[place]
        place += 1
      }
    }
  }

  private func wish(of item: Int) -> Double {
    if let box = items[item].box, boxes[box].isCentral { return 0 }
    let near = items[item].neighbours.filter { items[$0].box != nil }
    return near.isEmpty ? 0 : near.reduce(0) { $0 + items[$1].x } / Double(near.count)
  }

  // MARK: Coordinates

  private mutating func measure() {
    let left = items.map { $0.x - $0.width / 2 }.min() ?? 0
    let right = items.map { $0.x + $0.width / 2 }.max() ?? 0
    for index in items.indices { items[index].x = (items[index].x - left).rounded() }
    width = (right - left).rounded(.up)
    var top: [Double] = []
    var bottom: [Double] = []
    var y = 0.0
    for (rank, row) in ranks.enumerated() {
      let tallest = row.compactMap { items[$0].box.map { boxes[$0].height } }.max() ?? 0
      top.append(y)
      bottom.append(y + tallest)
      // Curves that go far need room to do so.
      let steps = crossings(below: rank)
      y += tallest + min(64, 30 + 2.5 * Double(steps))
    }
    height = bottom.last ?? 0
    corners = boxes.enumerated().map { index, box in
      let room = bottom[box.rank] - top[box.rank]
      return Point(
        x: (items[index].x - box.width / 2).rounded(), y: (top[box.rank] + (room - box.height) / 2).rounded())
    }
    route(top, bottom)
  }

  /// How many links go from a rank to the next.
  private func crossings(below rank: Int) -> Int {
    ranks[rank].reduce(0) { sum, item in sum + items[item].neighbours.count { items[$0].rank == rank + 1 } }
  }

  private mutating func route(_ top: [Double], _ bottom: [Double]) {
    // Where links end at boxes: side by side in the order of where they come from.
    struct End {
      var link: Int
      var isStart: Bool
      var x: Double
      /// The item where it goes: what goes to one place goes out at one.
      var next: Int
    }
    var ends: [Int: [(isTop: Bool, end: End)]] = [:]
    for (index, chain) in chains.enumerated() {
      let isDown = boxes[links[index].from].rank < boxes[links[index].to].rank
      ends[links[index].from, default: []].append(
        (!isDown, End(link: index, isStart: true, x: items[chain[1]].x, next: chain[1])))
      let next = chain[chain.count - 2]
      ends[links[index].to, default: []].append(
        (isDown, End(link: index, isStart: false, x: items[next].x, next: next)))
    }
    var ports: [[Double]] = Array(repeating: [0, 0], count: links.count)
    for (box, all) in ends {
      for isTop in [true, false] {
        let side = all.filter { $0.isTop == isTop }.map(\.end).sorted {
          ($0.x, $0.next, $0.link) < ($1.x, $1.next, $1.link)
        }
        var places: [Int] = []
        for end in side where end.next != places.last { places.append(end.next) }
        let step = min(26, (boxes[box].width - 28) / Double(max(1, places.count)))
        var place = -1
        var last: Int?
        for end in side {
          if end.next != last { place += 1 }
          last = end.next
          ports[end.link][end.isStart ? 0 : 1] =
            items[box].x + step * (Double(place) - Double(places.count - 1) / 2)
        }
      }
    }
    for (index, chain) in chains.enumerated() {
      let isDown = boxes[links[index].from].rank < boxes[links[index].to].rank
      var points: [Point] = []
      for (place, item) in chain.enumerated() {
        if let box = items[item].box {
          let isStart = place == 0
          let isTop = isStart != isDown
          let x = ports[index][isStart ? 0 : 1].rounded()
          let edge = Point(x: x, y: isTop ? corners[box].y : corners[box].y + boxes[box].height)
          // Past taller boxes of its rank before it turns.
          let clear = Point(x: x, y: isTop ? top[boxes[box].rank] : bottom[boxes[box].rank])
          points += isStart ? [edge, clear] : [clear, edge]
        } else {
          let rank = boxes[links[index].from].rank + (isDown ? place : -place)
          let (first, last) = isDown ? (top[rank], bottom[rank]) : (bottom[rank], top[rank])
          points.append(Point(x: items[item].x, y: first))
          points.append(Point(x: items[item].x, y: last))
        }
      }
      routes.append(Route(points: points))
    }
  }
}
