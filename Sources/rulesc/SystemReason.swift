internal import Glibc

/// Why the operating system refused.
enum SystemReason {
  /// `no space left on device`
  static func text(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }
}
