public struct EventProblem: Error {}
struct EventReader: Sendable {
  init(program: Program) {}
  func event(from line: ArraySlice<UInt8>) throws(EventProblem) -> Event { throw EventProblem() }
}
