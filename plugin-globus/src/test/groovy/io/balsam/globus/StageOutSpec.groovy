package io.balsam.globus

import io.balsam.spi.Transfer
import io.balsam.testkit.TransferContract
import java.nio.file.Path

/** The contract, with the destination on another collection. */
class StageOutSpec extends TransferContract implements GlobusSpecification {

  Transfer used

  def setup() { startGlobus() }

  def cleanup() { globus.close() }

  @Override
  Transfer transfer() { used = used ?: transferOf(folder.resolve('site')) }

  @Override
  String destination(Path path) { url(there, path) }
}
