/**
 * What owner and launcher share to run one job: its command, environment and process, or its
 * function, and how its end is worded.
 */
@NullMarked
package io.balsam.engine.execution;

import org.jspecify.annotations.NullMarked;
