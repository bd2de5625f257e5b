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
      pieces.append(
        files[file].pieces.indices.map { piece in
          let isEdited = file == edited.file && piece == edited.piece
          let isChecked = files[file].pieces[piece].isChecked(with: isSelected, isEdited: isEdited)
          return (isChecked, isChecked || files[file].pieces[piece].isContext)
        })
    }
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

extension OpenFile.Piece {
  // Here, for a piece that is taken out of its array to be looked at is copied, titles and all.
  fileprivate func isChecked(with isSelected: [Bool], isEdited: Bool) -> Bool {
    if kind == .tests { return false }
    if isSuspect || isOfManyPipelines || isEdited { return true }
    guard let pipeline, pipeline < isSelected.count else { return false }
    return isSelected[pipeline]
  }
}
