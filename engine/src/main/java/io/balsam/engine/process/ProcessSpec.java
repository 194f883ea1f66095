package io.balsam.engine.process;

import java.nio.file.Path;
import java.util.Map;

/**
 * A process to start.
 *
 * @param job the job's number
 * @param attempt from 1; outputs of later attempts are appended
 * @param workdir absolute; made when it does not exist
 * @param command shell text, all values in it quoted; a plain command is run without a shell
 * @param preamble shell text run before it in the same shell, empty for none
 * @param environment added to the engine's own; later keys win
 * @param mergeOutput standard error goes to {@code job.out} as well
 */
public record ProcessSpec(
    long job,
    int attempt,
    Path workdir,
    String command,
    String preamble,
    Map<String, String> environment,
    boolean mergeOutput) {}
