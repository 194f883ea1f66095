package io.balsam.engine.domain;

import java.util.Optional;

/**
 * Files brought into a job's workdir before it runs.
 *
 * <p>Files of a parent imply waiting for it, as {@code after} does: to name one without waiting
 * could only be a mistake.
 *
 * @param from the parent whose workdir they come from; empty for files of the file system
 * @param pattern a glob relative to that workdir, or (without a parent) relative to the script
 * @param copy copied when true, linked otherwise
 * @param optional whether it is fine that nothing matches; otherwise the job fails
 */
public record InputFiles(
    Optional<ParentRef> from, String pattern, boolean copy, boolean optional) {}
