/** What users declare: workflows, apps, jobs and their resources. Immutable values without I/O. */
@NullMarked
package io.balsam.engine.domain;

import org.jspecify.annotations.NullMarked;
