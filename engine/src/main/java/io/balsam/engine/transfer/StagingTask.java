package io.balsam.engine.transfer;

import io.balsam.engine.core.Job;
import io.balsam.engine.domain.App;
import io.balsam.engine.domain.TransferSlot.Direction;
import java.nio.file.Path;

/**
 * Job that is staged in or out.
 *
 * @param in whether it is staged in
 * @param urgency how much depends on its files
 * @param runDirectory outside of which it writes nothing
 * @param scriptDirectory where its workflow's own files lie
 */
record StagingTask(
    Job job, App app, boolean in, Urgency urgency, Path runDirectory, Path scriptDirectory) {

  Direction direction() {
    return in ? Direction.IN : Direction.OUT;
  }
}
