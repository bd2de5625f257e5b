extension Checker { mutating func findConflicts(among rules: [CheckedRule?]) {} }
