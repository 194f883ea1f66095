/**
 * Stages files in and out of workdirs through transfer plugins, and cleans up after finished jobs.
 */
@NullMarked
package io.balsam.engine.transfer;

import org.jspecify.annotations.NullMarked;
