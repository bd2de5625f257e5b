/// The pieces of a rulebook that an edit of one of them may matter to.
struct Selection {
  private let files: [OpenFile]
  private let edited: (file: Int, piece: Int)
  /// By index.
  private var isSelected: [Bool] = []

  /// The rules of the pipelines of the edited piece and of all that was wrong before.
  init(_ files: [OpenFile], edited: (file: Int, piece: Int)) {
    self.files = files
    self.edited = edited
    select(files[edited.file].pieces[edited.piece].pipeline)
    for file in files {
      for piece in file.pieces where piece.isSuspect { select(piece.pipeline) }
    }
  }

  private mutating func select(_ pipeline: Int?) {
    guard let pipeline else { return }
    while isSelected.count <= pipeline { isSelected.append(false) }
    isSelected[pipeline] = true
  }

  /// Whether what is said about a piece is found anew.
  func checks(file: Int, piece index: Int) -> Bool {
    files[file].pieces[index].isChecked(
      with: isSelected, isEdited: file == edited.file && index == edited.piece)
  }

  /// Whether a piece is part of the excerpt.
  func includes(file: Int, piece: Int) -> Bool {
    files[file].pieces[piece].isContext || checks(file: file, piece: piece)
  }

  /// Whether a piece before or behind the edited one is not part of the excerpt.
  var hasUnseenNeighbour: Bool {
    [edited.piece - 1, edited.piece + 1].contains { neighbour in
      files[edited.file].pieces.indices.contains(neighbour) && !includes(file: edited.file, piece: neighbour)
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
