extension ReportContext {
  /// The run's documents: `[{role, name, sha256}]`.
  var sourceList: JSONValue {
    .array(
      sources.map {
        ["role": .text($0.role), "name": .text($0.name), "sha256": .text($0.sha256)]
      })
  }
}
