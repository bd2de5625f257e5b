package import RuleSchema
package import RuleSource

/// A `test` block without names left to resolve.
package struct CheckedTest: Sendable {
  package let name: String
  /// The pipeline of its ticket.
  package let pipeline: PipelineIndex
  package let givens: [CheckedGiven]
  /// At least one.
  package let steps: [CheckedStep]
  package let range: SourceRange
  /// `test "Name"` alone, or the row of its table.
  package let headRange: SourceRange
}

/// What is so before the first step.
package enum CheckedGiven: Sendable {
  /// Somebody or something that belongs to the ticket and is no property.
  package enum Belonging: String, Sendable, Hashable {
    case contact, thread, creator, cc, followers

    /// Several may be given.
    package var isList: Bool { self == .cc || self == .followers }
  }

  /// The ticket is there, in this stage, perhaps since so long.
  case stage(StageIndex, for: Span?)
  /// The wall clock of the portal's zone when the test begins; without a minute at noon.
  case at(year: Int, month: Int, day: Int, minute: Int?)
  case value(Field, Literal)
  /// By the clock of the portal's zone; without a minute at noon.
  case instant(Field, year: Int, month: Int, day: Int, minute: Int?)
  case unknown(Field)
  /// An address, a person or the name of a thread; `nil`: the ticket has none.
  case belongs(Belonging, String?)
}

/// Something happens, and something is expected of it.
package struct CheckedStep: Sendable {
  package enum Happening: Sendable {
    /// One save: what it does, and facts of its message.
    case save([CheckedTrigger], with: [(field: Field, text: String)])
    case timePasses(Span)
  }

  package let happening: Happening
  package let expectations: [CheckedExpectation]
  package let range: SourceRange
}

/// What must come out of a step, or hold after it.
package struct CheckedExpectation: Sendable {
  package enum Kind: Sendable {
    /// No action comes out.
    case nothing
    /// No action comes out that no other expectation of the step names.
    case nothingElse
    case action(ExpectedAction)
    case notAction(ExpectedAction)
    /// Holds for the ticket after the step.
    case condition(CheckedCondition)
    case rule(RuleIndex, fired: Bool)
  }

  package let kind: Kind
  /// The sentence in words, where it is put together from a head and a cell of a table.
  package let words: String?
  package let range: SourceRange
}

/// A part of an expected action.
package enum Expected<Value: Sendable>: Sendable {
  /// A blank: anything will do.
  case anything
  case exactly(Value)
}

/// An action that comes out, with parts left open. Writes are compared with what the field ends up as.
package enum ExpectedAction: Sendable {
  case createTicket(stage: Expected<StageIndex>, with: [(field: Field, value: Expected<NewValue>)])
  case move(to: Expected<StageIndex>)
  case set(Field, to: Expected<NewValue>)
  case clear(Field)
  /// `raise P to V`: P ends up as V.
  case raise(Field, to: Expected<Literal>)
  /// The set ends up with the option, and had it not.
  case add(Expected<Int>, to: Field)
  case remove(Expected<Int>, from: Field)
  case increase(Field)
  case assign(Expected<Assignee>)
  case rotate(Expected<TeamIndex>)
  case sendNotification(template: Expected<TemplateIndex?>)
  case sendEmail(Expected<TemplateIndex>, to: Expected<[Recipient]>)
  case sendMessage(Expected<TextTemplate>, to: Expected<[Recipient]>)
  case notify(Expected<[Recipient]>, Expected<TextTemplate>)
  /// Without `for` or `due`, for anybody and at any time.
  case createTask(Expected<TextTemplate>, for: [Recipient]?, due: Span?)
  case addNote(Expected<TextTemplate>)
  case call(ActionIndex, with: [(parameter: Int, value: Expected<Argument.Value>)])
}
