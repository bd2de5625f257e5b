#if LIBFUZZER
  internal import Glibc
  internal import Synchronization

  /// The driver that watches which code an input reaches, and keeps what reaches more.
  enum LibFuzzer {
    private static let input = Mutex<(@Sendable ([UInt8]) -> Void)?>(nil)

    /// Runs with libFuzzer's own arguments. It ends the process when something traps, and leaves the input in a file.
    static func run(_ arguments: [String], trying body: @escaping @Sendable ([UInt8]) -> Void) -> Int32 {
      input.withLock { $0 = body }
      var words = unsafe (["rules-fuzz"] + arguments).map { unsafe strdup($0) } + [nil]
      var count = Int32(arguments.count + 1)
      return unsafe words.withUnsafeMutableBufferPointer { words in
        var start = words.baseAddress
        return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
          let bytes = unsafe [UInt8](UnsafeBufferPointer(start: data, count: size))
          LibFuzzer.input.withLock { $0 }?(bytes)
          return 0
        }
      }
    }
  }

  @_silgen_name("LLVMFuzzerRunDriver")
  private func LLVMFuzzerRunDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif
