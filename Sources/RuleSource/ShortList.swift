/// A list that mostly has one element, which then stands in the list itself.
///
/// An array takes a block of memory of its own: those of one event, one arm or one action were a third of all blocks that
/// compiling 10,000 rules takes.
@usableFromInline
package enum ShortList<Element> {
  case one(Element)
  /// None, or several.
  case several([Element])

  /// A list without elements.
  @inlinable
  package init() { self = .several([]) }

  /// A list of `only`, if that is there.
  @inlinable
  package init(_ only: consuming Element?) {
    switch consume only {
    case .some(let element): self = .one(element)
    case .none: self = .several([])
    }
  }
}

extension ShortList: Sendable where Element: Sendable {}

extension ShortList: RandomAccessCollection {
  @inlinable
  package var startIndex: Int { 0 }

  @inlinable
  package var endIndex: Int {
    switch self {
    case .one: 1
    case .several(let elements): elements.count
    }
  }

  @inlinable
  package subscript(position: Int) -> Element {
    switch self {
    case .one(let element):
      precondition(position == 0, "a list of one element has an element 0 alone")
      return element
    case .several(let elements): return elements[position]
    }
  }

  /// Adds an element behind the others.
  @inlinable
  package mutating func append(_ element: consuming Element) {
    switch consume self {
    case .one(let first): self = .several([first, element])
    case .several(var elements):
      if elements.isEmpty {
        self = .one(element)
      } else {
        elements.append(element)
        self = .several(elements)
      }
    }
  }
}

//  Elements are looked at where they are: a loop over a list copies each of them, part by part.

extension ShortList {
  /// Whether `isWanted` holds for an element.
  @inlinable
  @inline(__always)
  package func contains(where isWanted: (Element) -> Bool) -> Bool {
    switch self {
    case .one(let element): return isWanted(element)
    case .several(let elements):
      let elements = elements.span
      for index in elements.indices where isWanted(elements[index]) { return true }
      return false
    }
  }
}

extension ShortList: CustomStringConvertible {
  /// That of an array.
  @inlinable
  package var description: String { Array(self).description }
}
