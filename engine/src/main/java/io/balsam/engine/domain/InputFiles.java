package io.balsam.engine.domain;

import java.util.Optional;

/**
 * Files to be staged into a job's workdir before it runs.
 *
 * <p>Files of a parent imply a dependency on it, as {@code after} does: to name one without waiting
 * for it could only be a mistake.
 *
 * @param from parent whose workdir they come from; empty for files of the file system
 * @param pattern a glob relative to that workdir, or (without a parent) relative to the script
 * @param copy whether they are copied rather than linked
 * @param optional whether the pattern may match nothing; otherwise the job then fails
 */
public record InputFiles(
    Optional<ParentRef> from, String pattern, boolean copy, boolean optional) {}
