/** The BatchJobs of a site: what may be asked for, and what has become of it. */
@NullMarked
package io.balsam.engine.run.batchjob;

import org.jspecify.annotations.NullMarked;
