package io.balsam.engine.api;

import java.util.List;
import java.util.Map;

/**
 * What became of a command on many jobs.
 *
 * @param done ids it took effect on; for a retry the new jobs
 * @param refused ids it did not, with the reason
 */
public record CommandResult(List<Long> done, Map<Long, String> refused) {}
