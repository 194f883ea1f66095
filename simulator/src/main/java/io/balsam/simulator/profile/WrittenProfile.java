package io.balsam.simulator.profile;

import org.jspecify.annotations.Nullable;

/**
 * Contents of a profile's file.
 *
 * @param scenario the machine with its site, without the jobs of the trace
 * @param trace the trace that has the jobs of other users; null for none
 */
record WrittenProfile(Scenario scenario, @Nullable TraceFile trace) {}
