package io.balsam.engine.api;

import java.util.List;
import java.util.Map;

/**
 * Result of a command on many jobs.
 *
 * @param done ids on which it took effect; for a retry the new jobs
 * @param refused ids on which it did not, with the reason
 */
public record CommandResult(List<Long> done, Map<Long, String> refused) {}
