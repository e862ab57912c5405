/// A pass whose tasks may be done by several processes.
package protocol ShardedPass: Pass
where Worker.Partial: BinaryCodable & Checked, Worker.Harvest: BinaryCodable {
  /// Results of no task, for reading.
  var emptyPartial: Worker.Partial { get }
  var emptyHarvest: Worker.Harvest { get }
}
