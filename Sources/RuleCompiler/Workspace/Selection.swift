/// The pieces of a rulebook that an edit of one of them may matter to.
///
/// It keeps no piece: whoever changes one while somebody else keeps it copies all of them.
struct Selection {
  private let edited: (file: Int, piece: Int)
  /// By file and piece: whether what is said about it is found anew, and whether it is part of the excerpt.
  private var pieces: [[(isChecked: Bool, isIncluded: Bool)]] = []

  init(_ files: [OpenFile], edited: (file: Int, piece: Int)) {
    self.edited = edited
    /// By index.
    var isSelected: [Bool] = []
    func select(_ pipeline: Int?) {
      guard let pipeline else { return }
      while isSelected.count <= pipeline { isSelected.append(false) }
      isSelected[pipeline] = true
    }
    select(files[edited.file].pieces[edited.piece].pipeline)
    for file in files.indices {
      for piece in files[file].pieces.indices where files[file].pieces[piece].isSuspect {
        select(files[file].pieces[piece].pipeline)
      }
    }
    for file in files.indices {
      let editedPiece = file == edited.file ? edited.piece : -1
      pieces.append(Self.parts(of: files[file].pieces, edited: editedPiece, with: isSelected))
    }
  }

  // The pieces are looked at where they stand: one that is taken out is copied, titles and all.
  private static func parts(
    of pieces: [OpenFile.Piece], edited: Int, with isSelected: [Bool]
  ) -> [(isChecked: Bool, isIncluded: Bool)] {
    let pieces = pieces.span
    var parts: [(isChecked: Bool, isIncluded: Bool)] = []
    parts.reserveCapacity(pieces.count)
    for index in pieces.indices {
      let pipeline = pieces[index].pipeline ?? -1
      let mayMeet =
        pieces[index].isSuspect || pieces[index].isOfManyPipelines || index == edited
        || isSelected.indices.contains(pipeline) && isSelected[pipeline]
      let isChecked = mayMeet && pieces[index].kind != .tests
      parts.append((isChecked, isChecked || pieces[index].isContext))
    }
    return parts
  }

  /// Whether what is said about a piece is found anew.
  func checks(file: Int, piece: Int) -> Bool { pieces[file][piece].isChecked }

  /// Whether a piece is part of the excerpt.
  func includes(file: Int, piece: Int) -> Bool { pieces[file][piece].isIncluded }

  /// Whether a piece before or behind the edited one is not part of the excerpt.
  var hasUnseenNeighbour: Bool {
    [edited.piece - 1, edited.piece + 1].contains { neighbour in
      pieces[edited.file].indices.contains(neighbour) && !includes(file: edited.file, piece: neighbour)
    }
  }
}
